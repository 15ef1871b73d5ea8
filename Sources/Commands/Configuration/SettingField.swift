/// What may stand at a place of `aside.yaml`.
indirect enum SettingField: Sendable {
    /// One text.
    case text
    /// A list of texts.
    case list
    /// Fields of given names.
    case fields([String: SettingField])
    /// Things that the operator names, each with the same fields.
    case named([String: SettingField])
    /// Texts that the operator names.
    case words

    /// A setting that holds a text or a list.
    struct Leaf {
        var path: SettingPath
        var isList: Bool
    }

    /// All texts and lists below a path, for the things that are named in it.
    func leaves(at path: SettingPath, naming names: [SettingPath: [String]]) -> [Leaf] {
        switch self {
        case .text: [Leaf(path: path, isList: false)]
        case .list: [Leaf(path: path, isList: true)]
        case .fields(let fields):
            fields.flatMap { $0.value.leaves(at: path / $0.key, naming: names) }
        case .named(let fields):
            (names[path] ?? []).flatMap { name in
                Self.fields(fields).leaves(at: path / name, naming: names)
            }
        case .words: (names[path] ?? []).map { Leaf(path: path / $0, isList: false) }
        }
    }
}
