/// One place where credentials may be.
protocol CredentialSource {
    /// As messages name it.
    var name: String { get }

    /// - Throws: where it is meant to be used, as what it needs is there, but fails. The search ends then: a run must not
    ///   go on as somebody else.
    func search() throws(AWSError) -> SourceAnswer
}

enum SourceAnswer: Equatable {
    case found(Credentials)
    /// Why there are none, for a message when no other source has any; empty where that needs no words.
    case nothing(String)
}
