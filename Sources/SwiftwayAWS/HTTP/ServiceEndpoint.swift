/// Where a service of AWS is.
enum ServiceEndpoint {
    /// For one request.
    static let patience = Duration.seconds(10)

    /// - Parameters:
    ///   - given: An address that was configured for this one service.
    ///   - variable: The variable that is about this service; `AWS_ENDPOINT_URL` is about all.
    ///   - usual: Where it is otherwise, always with `https`. Elsewhere `http` is allowed too, for what imitates AWS.
    static func address(
        _ environment: AWSEnvironment, given: String? = nil, variable: String, usual: String
    ) throws(AWSError) -> HTTPAddress {
        let own = given ?? environment.variable(variable) ?? environment.variable("AWS_ENDPOINT_URL")
        guard let address = HTTPAddress(own ?? usual) else {
            throw AWSError(
                "The address of the service is none of http or https: it comes from \(variable) or a setting")
        }
        return address
    }
}
