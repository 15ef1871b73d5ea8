// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: see docs/ARCHITECTURE.md.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// For what tests and `make demo` hash, parse and fold a million times: without, they take thrice as long.
let hot: [SwiftSetting] = rules + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let sockets: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let configuration: Target.Dependency = .product(
    name: "Configuration",
    package: "swift-configuration"
)
let http: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
]

let subprocess: [Target.Dependency] = [
    .product(name: "Subprocess", package: "swift-subprocess"),
    .product(name: "SystemPackage", package: "swift-system"),
]

let package = Package(
    name: "aside",
    products: [
        .executable(name: "aside", targets: ["aside"]),
        .library(
            name: "Aside",
            targets: ["Events", "EventLog", "ConsentGate", "Projections", "Agent", "Reports"]
        ),
        // Apart, since it needs C libraries that a product without pictures does not.
        .library(name: "AsidePictures", targets: ["Pictures"]),
        // Apart, since they need C libraries that a product whose calls are transcribed elsewhere does not.
        .library(name: "AsideSounds", targets: ["Sounds"]),
        // Apart, since it brings the network with it.
        .library(name: "AsideLiveKit", targets: ["LiveKitAdapter"]),
        .library(name: "AsideModels", targets: ["ModelAdapters"]),
        .library(name: "AsideSentences", targets: ["Sentences"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(
            url: "https://github.com/swiftlang/swift-subprocess",
            exact: "1.0.2",
            traits: []
        ),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        .target(name: "Events", dependencies: [crypto], swiftSettings: hot),
        .target(
            name: "EventLog",
            dependencies: ["Events", crypto, grdb, sqlite, deque],
            swiftSettings: hot
        ),
        .target(name: "ConsentGate", dependencies: ["Events", crypto], swiftSettings: hot),
        .target(name: "Projections", dependencies: ["Events", crypto], swiftSettings: hot),
        .target(
            name: "Agent",
            dependencies: ["Events", "ConsentGate", "Projections", yams, crypto],
            swiftSettings: hot
        ),
        .target(
            name: "Reports",
            dependencies: ["Events", "Projections", mustache, crypto],
            resources: [.copy("Templates")],
            swiftSettings: hot
        ),
        .systemLibrary(name: "CYUV", providers: [.apt(["libyuv-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG",
            pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"])]
        ),
        .systemLibrary(
            name: "CPocketSphinx",
            pkgConfig: "pocketsphinx",
            providers: [.apt(["libpocketsphinx-dev"])]
        ),
        .systemLibrary(
            name: "CSoundFile",
            pkgConfig: "sndfile",
            providers: [.apt(["libsndfile1-dev"])]
        ),
        .systemLibrary(
            name: "CWebRTCAudio",
            pkgConfig: "webrtc-audio-processing",
            providers: [.apt(["libwebrtc-audio-processing-dev"])]
        ),
        .target(
            name: "CVoiceActivity",
            dependencies: ["CWebRTCAudio"],
            cxxSettings: [.define("WEBRTC_POSIX"), .define("WEBRTC_AUDIO_PROCESSING_ONLY_BUILD")]
        ),
        .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .target(
            name: "Sounds",
            dependencies: ["Agent", "CPocketSphinx", "CSoundFile", "CSoxr", "CVoiceActivity"],
            swiftSettings: rules
        ),
        .systemLibrary(
            name: "COpenBLAS",
            pkgConfig: "openblas",
            providers: [.apt(["libopenblas-serial-dev"])]
        ),
        .target(name: "Sentences", dependencies: ["Agent", "COpenBLAS"], swiftSettings: rules),
        .target(
            name: "Pictures",
            dependencies: ["Agent", "CYUV", "CTurboJPEG"],
            swiftSettings: rules
        ),
        .target(name: "Sockets", dependencies: sockets, swiftSettings: rules),
        .target(name: "CLiveKitCore", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "LiveKitAdapter",
            dependencies: [
                "Events", "ConsentGate", "Agent", "CLiveKitCore", "Sockets", protobuf, jwt,
            ],
            exclude: ["Wire/client_core.proto", "Wire/worker.proto"],
            swiftSettings: rules
        ),
        .target(
            name: "ModelAdapters",
            dependencies: [
                "Events", "ConsentGate", "Projections", "Agent", "Sockets", crypto, yams,
            ] + http + sockets + subprocess,
            swiftSettings: rules
        ),
        .target(
            name: "Commands",
            dependencies: [
                "Events", "EventLog", "ConsentGate", "Projections", "Agent", "Reports",
                "Pictures", "Sounds", "Sentences", "LiveKitAdapter", "ModelAdapters", "Examples",
                arguments, yams, crypto, grdb, configuration, logging,
            ],
            resources: [.copy("Data")],
            swiftSettings: rules
        ),
        .target(
            name: "Examples",
            path: "Examples",
            sources: ["Examples.swift"],
            resources: [.copy("calls"), .copy("playbooks")],
            swiftSettings: rules
        ),
        .executableTarget(name: "aside", dependencies: ["Commands"], swiftSettings: rules),
        .target(
            name: "AsideTesting",
            dependencies: ["Events", "EventLog", "ConsentGate", "Projections", "Agent", crypto],
            swiftSettings: rules
        ),
        // A WebSocket server for the tests of two adapters.
        .target(
            name: "SocketTesting",
            dependencies: sockets,
            path: "Tests/SocketTesting",
            swiftSettings: rules
        ),
        // Rooms that a script plays, for the tests of the adapter and of the commands.
        .target(
            name: "RoomTesting",
            dependencies: ["AsideTesting"],
            path: "Tests/RoomTesting",
            swiftSettings: rules
        ),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: ["Events", "Projections", "AsideTesting"],
            exclude: ["Golden"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Events", "Projections", "Reports", "AsideTesting"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "EventsTests",
            dependencies: ["Events", "EventLog", "AsideTesting", crypto],
            exclude: ["Golden"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "ConsentGateTests",
            dependencies: ["Events", "ConsentGate", "AsideTesting"],
            exclude: ["Golden"],
            swiftSettings: rules
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: rules),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["EventLog", "Events", "AsideTesting", crypto, grdb],
            swiftSettings: rules
        ),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "aside", "Commands", "Agent", "EventLog", "Events", "Projections",
                "LiveKitAdapter", "AsideTesting", "RoomTesting", logging, grdb,
                .product(name: "InMemoryLogging", package: "swift-log"),
            ],
            swiftSettings: rules
        ),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Agent", "Events", "EventLog", "ConsentGate", "Projections", "AsideTesting",
            ],
            swiftSettings: rules
        ),
        .testTarget(
            name: "PicturesTests",
            dependencies: ["Agent", "Pictures", "CTurboJPEG"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "LiveKitAdapterTests",
            dependencies: [
                "LiveKitAdapter", "Agent", "Events", "EventLog", "ConsentGate", "AsideTesting",
                "Sockets", "SocketTesting", "RoomTesting", protobuf, crypto,
            ] + sockets,
            exclude: ["Recordings"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "ModelAdaptersTests",
            dependencies: [
                "ModelAdapters", "Agent", "Events", "ConsentGate", "Sockets", "AsideTesting",
                "SocketTesting",
            ] + http + sockets,
            swiftSettings: rules
        ),
        .testTarget(
            name: "SoundsTests",
            dependencies: ["Agent", "Sounds", "AsideTesting"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "SentencesTests",
            dependencies: ["Agent", "Sentences"],
            swiftSettings: rules
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Events", "EventLog", "ConsentGate", "Projections", "Agent", "AsideTesting",
            ],
            swiftSettings: rules
        ),
    ]
)
