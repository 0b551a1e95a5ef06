package import SwiftwayConfiguration
package import SwiftwayCore

extension MigrationError {
    package init(_ error: ConfigurationError) {
        self.init(code: Code(name: error.code), message: error.message, advice: error.hint)
        needsLicence = error.exitStatus == ConfigurationError.licenceExitStatus
    }
}
