import SwiftwayDatabase
import Testing

@testable import SwiftwayPostgreSQL

@Suite("Redaction") struct RedactionTests {
    @Test func takesThePasswordOutOfEveryText() {
        let redact = Redaction(password: "hunter2", names: ["app", nil])
        let error = redact(
            DatabaseError(
                message: "no hunter2 here, no hunter2", detail: "hunter2", hint: "try hunter2!", context: "in hunter2"))
        #expect(error.message == "no ******** here, no ********")
        #expect(error.detail == "********")
        #expect(error.hint == "try ********!")
        #expect(error.context == "in ********")
    }

    static let harmless: [String?] = [nil, "", "a", "app"]

    @Test(arguments: harmless) func leavesWordsThatAreNoSecret(password: String?) {
        let error = DatabaseError(message: #"password authentication failed for user "app""#)
        #expect(Redaction(password: password, names: ["app"])(error) == error)
    }
}
