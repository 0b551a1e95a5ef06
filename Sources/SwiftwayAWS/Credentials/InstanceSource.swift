import SwiftwayText

/// The role of an EC2 instance, by version 2 of the instance metadata service. Version 1, which anybody who can make a
/// server fetch an address can read, is not asked.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html>
struct InstanceSource: CredentialSource {
    var environment: AWSEnvironment

    var name: String { "instance metadata" }

    func search() throws(AWSError) -> SourceAnswer {
        if environment.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
            return .nothing("AWS_EC2_METADATA_DISABLED is true")
        }
        let base = base
        guard HTTPAddress(base) != nil else {
            throw AWSError("AWS_EC2_METADATA_SERVICE_ENDPOINT is no address of http")
        }
        do throws(AWSError) {
            let token = try text(
                "PUT", base, "/latest/api/token", ("x-aws-ec2-metadata-token-ttl-seconds", "21600"))
            // A line end would begin another header.
            guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !token.isEmpty else {
                throw AWSError("its token is none")
            }
            let header = ("x-aws-ec2-metadata-token", token)
            let path = "/latest/meta-data/iam/security-credentials/"
            let roles = try text("GET", base, path, header)
            guard let role = roles.split(whereSeparator: \.isNewline).first else {
                return .nothing("the instance has no role")
            }
            let document = try text("GET", base, path + encodingPercents(String(role)), header)
            return .found(
                try CredentialDocument.credentials(Array(document.utf8), sessionToken: "Token", source: base))
        } catch {
            // Most machines are none of EC2's.
            return .nothing(error.message)
        }
    }

    private var base: String {
        if let text = environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") {
            return text.hasSuffix("/") ? String(text.dropLast()) : text
        }
        let mode = environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased()
        return mode == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }

    private func text(
        _ method: String, _ base: String, _ path: String, _ header: (name: String, value: String)
    ) throws(AWSError) -> String {
        guard let address = HTTPAddress(base + path) else { throw AWSError("\(path) is no path") }
        let request = HTTPRequest(
            method: method, address: address, headers: [header],
            timeout: .milliseconds(Int(number("AWS_METADATA_SERVICE_TIMEOUT", or: 1, in: 0.1...60) * 1_000)))
        let attempts = Int(number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", or: 1, in: 1...10))
        return try environment.attempt(attempts) { () throws(AWSError) in
            let response = try environment.answer(request)
            guard response.status == 200 else {
                throw AWSError("\(address.printable)\(path) answered with status \(response.status)")
            }
            return String(decoding: response.body, as: UTF8.self)
        }
    }

    private func number(_ name: String, or usual: Double, in range: ClosedRange<Double>) -> Double {
        guard let number = environment.variable(name).flatMap({ Double($0) }), !number.isNaN else { return usual }
        return min(max(number, range.lowerBound), range.upperBound)
    }
}
