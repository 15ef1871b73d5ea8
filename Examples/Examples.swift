public import Foundation

/// The playbooks and calls that come with Aside.
public enum Examples {
    /// The folder that holds `calls` and `playbooks`.
    public static var folder: URL {
        Bundle.module.resourceURL ?? Bundle.module.bundleURL
    }
}
