import Foundation
public enum Examples { public static var folder: URL { Bundle.module.resourceURL! } }
