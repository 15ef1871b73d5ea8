// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    products: [
        .executable(name: "benchmarks", targets: ["benchmarks"]),
        // A library of its own, since it is loaded in the place of LiveKit's client core.
        .library(name: "CoreWatch", type: .dynamic, targets: ["CoreWatch"]),
    ],
    dependencies: [
        .package(name: "aside", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .target(name: "CoreWatch", linkerSettings: [.linkedLibrary("dl")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "CoreWatch",
                .product(name: "Aside", package: "aside"),
                .product(name: "AsideLiveKit", package: "aside"),
                .product(name: "AsideModels", package: "aside"),
                .product(name: "AsidePictures", package: "aside"),
                .product(name: "AsideSounds", package: "aside"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .treatAllWarnings(as: .error),
            ]
        ),
    ]
)
