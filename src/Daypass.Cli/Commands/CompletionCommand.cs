using Daypass.Cli.Arguments;
using Daypass.Cli.Aws;
using Daypass.Cli.Interaction;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass completion</c>: scripts for shells, which ask the program itself for the words that fit.</summary>
internal static class CompletionCommand
{
    /// <summary>The shells there is a script for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Prints the script of a shell.</summary>
    public static int Script(Terminal terminal, ParsedArguments arguments)
    {
        terminal.Out.Write(arguments.Word switch
        {
            "zsh" => """
                #compdef daypass
                _daypass() {
                    local -a candidates
                    candidates=("${(@f)$(daypass completion words -- "${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
                    compadd -- $candidates
                }
                compdef _daypass daypass

                """,
            "fish" => """
                function __daypass_complete
                    set -l words (commandline -opc) (commandline -ct)
                    daypass completion words -- $words[2..-1] 2>/dev/null
                end
                complete -c daypass -f -a '(__daypass_complete)'

                """,
            "pwsh" => """
                Register-ArgumentCompleter -Native -CommandName daypass -ScriptBlock {
                    param($word, $command, $position)
                    $words = @($command.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
                    if ($word -eq '') { $words += '' }
                    daypass completion words -- @words 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
                }

                """,
            _ => """
                _daypass() {
                    local IFS=$'\n'
                    COMPREPLY=($(daypass completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
                }
                complete -F _daypass daypass

                """,
        });
        return 0;
    }

    /// <summary>Prints the words that may stand where the last of the given words is being typed.</summary>
    public static int Words(Terminal terminal, ParsedArguments arguments)
    {
        var words = arguments.Rest;
        var typed = words.Count > 0 ? words[^1] : string.Empty;
        foreach (var candidate in Candidates(terminal, words))
        {
            if (candidate.StartsWith(typed, StringComparison.Ordinal))
            {
                terminal.Out.Write(candidate + "\n");
            }
        }

        return 0;
    }

    private static IEnumerable<string> Candidates(Terminal terminal, List<string> words)
    {
        var before = words.Count > 1 ? words[^2] : string.Empty;
        if (before == "--profile" || (words.Count == 2 && before is "exec" or "export" or "whoami" or "login" or "credential-process" or "console-url"))
        {
            var store = ProfileStore.Load(terminal.Environment);
            return store.Succeeded ? store.Value.Names : [];
        }

        var (rules, next) = FindCandidates(words);
        foreach (var rule in rules)
        {
            if (rule.Name == before && rule.Arity != OptionArity.Flag)
            {
                return rule.Choices;
            }
        }

        return words.Count > 0 && words[^1].StartsWith('-') || next.Count == 0 ? [.. next, .. Array.ConvertAll([.. rules], static rule => rule.Name)] : next;
    }

    // The options that fit, and the words that may come next.
    private static (IReadOnlyList<OptionRule> Rules, IReadOnlyList<string> Next) FindCandidates(List<string> words)
    {
        if (words.Count <= 1)
        {
            return (GlobalOptions.Rules, CommandNames.All);
        }

        if (words[0] is "sts" or "iam")
        {
            var operations = OperationCatalogue.Of(words[0] == "iam" ? Service.Iam : Service.Sts);
            List<string> names = [];
            foreach (var operation in operations)
            {
                names.Add(OperationNames.ForCommandLine(operation.Name));
            }

            var chosen = words.Count > 2 ? names.IndexOf(words[1]) : -1;
            return chosen < 0 ? (GlobalOptions.Rules, names) : ([.. OperationArguments.Rules(operations[chosen], []), .. GlobalOptions.Rules], []);
        }

        if (BuiltInCommands.Find(words, 0) is { } command && words.Count > command.Words.Split(' ').Length)
        {
            return (command.Options, []);
        }

        List<string> second = [];
        foreach (var own in BuiltInCommands.All)
        {
            var parts = own.Words.Split(' ');
            if (parts.Length > 1 && parts[0] == words[0])
            {
                second.Add(parts[1]);
            }
        }

        return ([], second);
    }
}
