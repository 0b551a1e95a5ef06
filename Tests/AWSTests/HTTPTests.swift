import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("HTTP") struct HTTPTests {
    private func read(_ text: String, isEnd: Bool = false) -> HTTPResponse.Progress {
        HTTPResponse.read(Array(text.utf8), isEnd: isEnd)
    }

    private func body(_ progress: HTTPResponse.Progress) -> String? {
        guard case .complete(let response) = progress else { return nil }
        return String(decoding: response.body, as: UTF8.self)
    }

    @Test func bodies() {
        #expect(body(read("HTTP/1.1 200 OK\r\ncontent-length:  3 \r\n\r\nabc")) == "abc")
        #expect(body(read("HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabcdef")) == "abc")
        #expect(body(read("HTTP/1.0 200 OK\r\n\r\nabc", isEnd: true)) == "abc")
        #expect(body(read("HTTP/1.1 204 No\r\n\r\n")) == "")
        #expect(body(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")) == "a")
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(body(read(chunked + "3\r\nabc\r\n1A;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n"))?.count == 29)
        #expect(body(read(chunked + "0\r\n\r\n")) == "")
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
    func whatIsCutOff(_ text: String) {
        #expect(read(text) == .incomplete)
        #expect(read(text, isEnd: true) == .invalid)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n",
    ])
    func whatIsNoAnswer(_ text: String) { #expect(read(text) == .invalid) }

    @Test func endlessAnswersEnd() {
        #expect(read("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 70_000)) == .invalid)
        #expect(read("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 1_200_000)) == .invalid)
    }

    @Test func addresses() throws {
        let plain = try #require(HTTPAddress("http://169.254.170.2/v2/x?id=1#f"))
        #expect(plain.host == "169.254.170.2" && plain.port == 80 && plain.target == "/v2/x?id=1")
        #expect(plain.authority == "169.254.170.2" && plain.printable == "http://169.254.170.2")
        let bracketed = try #require(HTTPAddress("HTTPS://[fd00:ec2::23]:8443?a"))
        #expect(bracketed.host == "fd00:ec2::23" && bracketed.port == 8443 && bracketed.target == "/?a")
        #expect(bracketed.isEncrypted && bracketed.authority == "[fd00:ec2::23]:8443")
        for text in [
            "", "http://", "https:///x", "http://a b/", "http://h/\r\nX: y", "http://u@h/", "http://h:0/", "file://h/",
        ] {
            #expect(HTTPAddress(text) == nil, "\(text)")
        }
    }

    @Test func nobodyThere() throws {
        let port = try { try HTTPStub { _ in .silence }.port }()
        let request = HTTPRequest(
            method: "GET", address: try #require(HTTPAddress("http://127.0.0.1:\(port)/s3cr3t")), timeout: .seconds(2))
        let client = HTTPClient(authorities: .failure(AWSError("none")))
        let error = #expect(throws: AWSError.self) { try client.answer(to: request) }
        #expect(error?.message.hasPrefix("http://127.0.0.1:\(port): ") == true)
        #expect(error?.mayPass == true)
    }

    @Test func requestsShowNothing() throws {
        let request = HTTPRequest(
            method: "GET", address: try #require(HTTPAddress("http://h/s3cr3t")),
            headers: [("Authorization", "s3cr3t")],
            timeout: .seconds(1))
        #expect("\(request)" == "GET http://h")
        #expect(!String(reflecting: request).contains("s3cr3t"))
    }
}
