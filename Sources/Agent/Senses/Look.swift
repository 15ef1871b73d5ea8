/// What the sampler knows of a picture: enough to tell it from others, too little to see it.
struct Look: Hashable, Sendable {
    /// A grid fine enough that a line of small type on a dark screen makes it uneven.
    private static let fineEdge = 64
    /// Unevenness of a single colour, its encoding noise and a mouse pointer included.
    private static let flatVariance = 2
    /// Black is 0, or 16 in video; a dark theme begins at about 30.
    private static let blackMean = 24
    /// Bits; a blinking cursor or a highlighted cell moves one or two.
    private static let fewBits = 3
    /// Levels of 255: a picture that was dimmed or lit as a whole is another one.
    private static let likeMean = 8

    let hash: PerceptualHash
    /// The mean brightness, 0 to 255.
    let mean: Int
    /// How uneven the brightness is: the mean square distance from the mean.
    let variance: Int

    init(hash: PerceptualHash, mean: Int, variance: Int) {
        (self.hash, self.mean, self.variance) = (hash, mean, variance)
    }

    /// Looks at a picture.
    init(at picture: Picture, through codec: some PictureCodec) throws(PictureError) {
        let grid = try codec.luma(
            of: picture,
            width: PerceptualHash.columns,
            height: PerceptualHash.rows
        )
        let fine = try codec.luma(of: picture, width: Self.fineEdge, height: Self.fineEdge)
        let mean = fine.reduce(0) { $0 + Int($1) } / fine.count
        let squares = fine.reduce(0) { $0 + (Int($1) - mean) * (Int($1) - mean) }
        self.init(
            hash: PerceptualHash(ofGrid: grid),
            mean: mean,
            variance: squares / fine.count
        )
    }

    /// Whether two pictures are the same to the eye of the sampler.
    func resembles(_ other: Self) -> Bool {
        hash.distance(to: other.hash) <= Self.fewBits && abs(mean - other.mean) <= Self.likeMean
    }

    /// Why a picture shows nothing; nil when it does.
    var emptiness: ScreenSampler.Skip? {
        guard variance <= Self.flatVariance else { return nil }
        return mean <= Self.blackMean ? .black : .blank
    }
}
