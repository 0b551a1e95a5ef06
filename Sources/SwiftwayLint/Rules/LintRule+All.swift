extension LintRule {
    /// Every rule, in the order of the documentation.
    package static let all: [LintRule] =
        indexes + columns + types + constraints + removals + renames + locks + rows + transactions + enums + rights
        + conventions + sqlite
}
