/// The shells that completions exist for.
public enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish
}
