package import SwiftwayText

/// By what the history tells migrations from each other.
package enum MigrationIdentity: Sendable, Hashable {
    case versioned(MigrationVersion)
    case baseline(MigrationVersion)
    case repeatable(description: ExactText)

    /// `nil` for what is no migration.
    package init?(_ name: ScriptName) {
        switch name {
        case .versioned(let version, _): self = .versioned(version)
        case .baseline(let version, _): self = .baseline(version)
        case .repeatable(let description): self = .repeatable(description: ExactText(description))
        case .callback, .invalid, .other: return nil
        }
    }

    package var version: MigrationVersion? {
        switch self {
        case .versioned(let version), .baseline(let version): version
        case .repeatable: nil
        }
    }
}
