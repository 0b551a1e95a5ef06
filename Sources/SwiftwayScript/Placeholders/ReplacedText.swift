/// A text whose placeholders have been replaced, and the way back to the script as written.
public struct ReplacedText: Sendable {
    public let bytes: [UInt8]
    let spans: [PlaceholderSpan]

    /// The place in the script as written of a byte of this text. A byte that came from a placeholder stands
    /// where the placeholder stands; an offset past the end means the end.
    public func location(ofByte offset: Int) -> ScriptLocation {
        bytes.withUnsafeBufferPointer { window in
            var cursor = LocationCursor(spans: spans)
            let start = lengthOfByteOrderMarks(in: window)
            cursor.skip(to: start)
            cursor.advance(to: min(max(offset, start), window.count), in: window, startingAt: 0)
            return cursor.location
        }
    }

    /// The offset in the script as written of a byte of this text.
    public func writtenOffset(ofByte offset: Int) -> Int {
        var shift = 0
        for span in spans where span.value.lowerBound <= offset {
            if offset < span.value.upperBound { return span.value.lowerBound + shift }
            shift += span.writtenLength - span.value.count
        }
        return offset + shift
    }
}
