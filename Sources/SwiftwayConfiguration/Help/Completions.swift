import SwiftwayCore
import SwiftwayText

/// Scripts that complete words in shells: `swiftway help completions bash`. They hold the tables as they were when
/// the script was printed, so that completing starts no program.
public enum Completions {
    public static func script(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// What completes the value of a parameter.
    private enum Values {
        case words([String])
        case paths
        case anything
    }

    private static let options = ParameterTable.all.filter { $0.isOfUse && $0.places.contains(.commandLine) }
    private static let flags = Flag.all.filter(\.isOfUse)
    private static let verbs = Verb.allCases

    private static func values(of parameter: Parameter) -> Values {
        switch parameter.type {
        case .boolean: .words(["true", "false"])
        case .choice(let words), .choices(let words): .words(words)
        case .encoding: .words(TextEncoding.allCases.map(\.rawValue))
        case .target: .words(["latest", "current", "next"])
        case .path: .paths
        case .list: parameter.name.lowercased().hasSuffix("files") ? .paths : .anything
        case .integer, .text, .secret, .version, .date, .duration, .map, .namespace: .anything
        }
    }

    /// `-url=`, `-placeholders.`
    private static func stem(of parameter: Parameter) -> String {
        "-\(parameter.name)" + (parameter.takesKeys ? "." : "=")
    }

    // MARK: bash

    private static var bash: String {
        let cases = options.compactMap { parameter -> String? in
            switch values(of: parameter) {
            case .words(let words): "        -\(parameter.name)) words='\(words.joined(separator: " "))' ;;"
            case .paths: "        -\(parameter.name)) paths=yes ;;"
            case .anything: nil
            }
        }
        let words = options.map(stem) + flags.flatMap(\.spellings)
        return """
            # Completes swiftway in bash. To use it: source <(swiftway help completions bash)
            _swiftway() {
                # Taken from the line, because bash cuts words at "=".
                local line="${COMP_LINE:0:COMP_POINT}" words='' paths=''
                local current="${line##*[[:space:]]}"
                COMPREPLY=()
                if [[ $current == -*=* ]]; then
                    local value="${current#*=}" stem=''
                    # The part in front of "=" is kept by bash itself, if it cuts there.
                    [[ $COMP_WORDBREAKS == *=* ]] || stem="${current%%=*}="
                    case "${current%%=*}" in
            \(cases.map { "    " + $0 }.joined(separator: "\n"))
                    esac
                    if [[ -n $paths ]]; then
                        compopt -o filenames 2>/dev/null
                        mapfile -t COMPREPLY < <(compgen -f -- "$value")
                    else
                        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$value")
                    fi
                    COMPREPLY=("${COMPREPLY[@]/#/$stem}")
                elif [[ $current == -* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W '\(words.joined(separator: " "))' -- "$current")
                    [[ ${COMPREPLY[0]-} == *[=.] ]] && compopt -o nospace 2>/dev/null
                elif [[ $line == *' completions '* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W '\(shells)' -- "$current")
                else
                    words='\(verbs.map(\.rawValue).joined(separator: " "))'
                    [[ $line == *' help '* ]] && words+=' \(topics.joined(separator: " "))'
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
                fi
            }
            complete -F _swiftway swiftway

            """
    }

    private static let shells = Shell.allCases.map(\.rawValue).joined(separator: " ")
    private static let topics = ["parameters", "completions"] + options.map(\.name)

    // MARK: zsh

    private static var zsh: String {
        let optionLines = options.map { parameter in
            let action =
                switch values(of: parameter) {
                case .words(let words): ":value:(\(words.joined(separator: " ")))"
                case .paths: ":path:_files"
                case .anything: ":value:"
                }
            return "'\(stem(of: parameter))-[\(zshText(parameter.summary))]\(action)'"
        }
        let flagLines = flags.flatMap { flag in flag.spellings.map { "'\($0)[\(zshText(flag.summary))]'" } }
        let verbLines = verbs.map { "'\($0.rawValue):\(zshText($0.summary))'" }
        return """
            #compdef swiftway
            # Completes swiftway in zsh. To use it: source <(swiftway help completions zsh)
            _swiftway_commands() {
                local -a commands=(
            \(verbLines.map { "        " + $0 }.joined(separator: "\n"))
                )
                _describe command commands
                (( ${words[(Ie)help]} )) && compadd parameters completions \(shells)
            }
            _swiftway() {
                _arguments \\
            \((flagLines + optionLines).map { "        \($0) \\" }.joined(separator: "\n"))
                    '*:command:_swiftway_commands'
            }
            compdef _swiftway swiftway

            """
    }

    /// Inside single quotes and square brackets, with colons that separate.
    private static func zshText(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "'": escaped += "'\\''"
            case "[", "]", ":", "\\": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    // MARK: fish

    private static var fish: String {
        var lines = [
            "# Completes swiftway in fish. To use it: swiftway help completions fish | source",
            "complete -c swiftway -f",
        ]
        lines += verbs.map { line([$0.rawValue], $0.summary) }
        lines += flags.map { line($0.spellings, $0.summary) }
        for parameter in options {
            switch values(of: parameter) {
            case .words(let words): lines.append(line(words.map { stem(of: parameter) + $0 }, parameter.summary))
            case .paths:
                let stem = stem(of: parameter)
                lines.append(
                    "complete -c swiftway -n 'string match -q -- \"\(stem)*\" (commandline -ct)' "
                        + "-a '(__fish_complete_suffix \"\")'")
                lines.append(line([stem], parameter.summary))
            case .anything: lines.append(line([stem(of: parameter)], parameter.summary))
            }
        }
        let isHelp = "-n '__fish_seen_subcommand_from help' "
        lines.append("complete -c swiftway \(isHelp)-a 'parameters completions \(shells)'")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ words: [String], _ summary: String) -> String {
        let text = summary.replacing(text: "\\", with: "\\\\").replacing(text: "'", with: "\\'")
        return "complete -c swiftway -a '\(words.joined(separator: " "))' -d '\(text)'"
    }
}
