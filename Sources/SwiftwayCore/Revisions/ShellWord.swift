import SwiftwayText

/// `text` as one word of a shell, for commands that people copy.
package func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", "@", "+", ",", ":", "=", "%": true
        default: scalar.value >= 0x80 && !scalar.properties.isWhitespace
        }
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing(text: "'", with: #"'\''"#) + "'"
}
