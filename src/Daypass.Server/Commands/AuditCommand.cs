using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Daypass.Core.Sealing;
using Daypass.Protocol;
using Daypass.Server.Audit;
using Daypass.Server.Evidence;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server audit verify|query</c>: whether audit logs are as they were written, and what is in them.</summary>
internal static class AuditCommand
{
    /// <summary>Something was found that should not be.</summary>
    private const int Found = 2;

    public static Command Create() => new("audit", "Verify that audit logs are as the servers wrote them, and ask them who did what.")
    {
        Verify(), Query(),
    };

    private static Command Verify()
    {
        var files = Files();
        var node = new Option<string?>("--node") { Description = "The only machine whose records have to be there; all when not given.", HelpName = "HOST" };
        var older = new Option<bool>("--older-removed")
        {
            Description = "Older records than those that are there were removed in order, and are not missed.",
        };
        var command = new Command("verify",
            "Find what was cut off, changed, moved or forged: a line each, and exit code 2. Give all files of all servers, in any order.")
        {
            files, node, older,
        };
        var stores = new StoreSwitches(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            var findings = 0;
            var code = await stores.Look(parsed, cancelled, async store =>
            {
                var keys = new AuditKeys(store.Ring);
                var heads = new Dictionary<string, ChainHead>(StringComparer.Ordinal);
                var output = parsed.InvocationConfiguration.Output;
                foreach (var kept in await store.Database.Audit.Heads(cancelled))
                {
                    if (await ChainHead.TryRead(kept.Body, number => keys.OfHeads(number, cancelled)) is { } head && head.Chain == kept.Chain)
                    {
                        heads.Add(head.Chain, head);
                    }
                    else
                    {
                        findings++;
                        await output.WriteLineAsync($"The head of chain {kept.Chain} was changed in the database.");
                    }
                }

                var verification = new LogVerification(keys, heads);
                foreach (var reader in LogReader.Open(PathsOf(parsed, files, store.Options)))
                {
                    using (reader)
                    {
                        await verification.Read(reader, cancelled);
                    }
                }

                var whole = verification.Finish(parsed.GetValue(node), parsed.GetValue(older));
                findings += verification.Findings.Count;
                foreach (var line in verification.Findings.Concat(whole))
                {
                    await output.WriteLineAsync(line);
                }

                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{verification.Records} records under codes and {verification.OldLines} of the old kind, which has none: {findings} findings."));
            });
            return code == 0 && findings > 0 ? Found : code;
        });
        return command;
    }

    private static Command Query()
    {
        var files = Files();
        var who = new Option<string?>("--who") { Description = "Part of who it was: an ARN, a name, an access key, a source identity.", HelpName = "TEXT" };
        var what = new Option<string?>("--what") { Description = "The operation, such as AssumeRole, sts:Assume* or 'keys *'.", HelpName = "NAME" };
        var role = new Option<string?>("--role") { Description = "The role that it was about: its ARN or its name.", HelpName = "ROLE" };
        var denied = new Option<bool>("--denied") { Description = "Only what was refused, with the reason." };
        var succeeded = new Option<bool>("--succeeded") { Description = "Only what was not refused." };
        var account = new Option<string?>("--account") { Description = "The account, 12 digits.", HelpName = "ACCOUNT", CustomParser = ReadAccount };
        var since = Instant("--since", "Not earlier");
        var until = Instant("--until", "Earlier");
        var json = new Option<bool>("--json") { Description = "Print the records as they are, a line each." };
        var data = new Option<string>("--data")
        {
            Description = "The folder whose audit logs are read when no file is named.",
            DefaultValueFactory = static _ => new ServerOptions().DataDirectory,
        };
        var command = new Command("query", "Print the records that are asked for, a line each, in the order of time, from files of one or several servers.")
        {
            files, who, what, role, denied, succeeded, account, since, until, json, data,
        };
        command.SetAction(async (parsed, cancelled) =>
        {
            var filter = new RecordFilter
            {
                Who = parsed.GetValue(who),
                What = parsed.GetValue(what),
                Role = parsed.GetValue(role),
                Denied = parsed.GetValue(denied),
                Succeeded = parsed.GetValue(succeeded),
                Account = parsed.GetValue(account),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
            };
            IReadOnlyList<LogReader> readers = [];
            try
            {
                readers = LogReader.Open(PathsOf(parsed, files, new ServerOptions { DataDirectory = parsed.GetValue(data)! }));
                await RecordQuery.Run(readers, filter, parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancelled);
                return 0;
            }
            catch (Exception failure) when (failure is StartException or IOException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"daypass-server: {failure.Message}");
                return 1;
            }
            finally
            {
                foreach (var reader in readers)
                {
                    reader.Dispose();
                }
            }
        });
        return command;
    }

    private static Argument<string[]> Files() => new("FILES")
    {
        Description = "Audit logs, also compressed by gzip; folders of them; - for standard input. Those of the data folder when none is given.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = static _ => [],
    };

    private static string[] PathsOf(ParseResult parsed, Argument<string[]> files, ServerOptions options) =>
        parsed.GetValue(files) is { Length: > 0 } given ? given : [options.DataDirectory];

    private static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = $"{description}: an instant such as 2026-11-28T09:30:00Z, a day such as 2026-11-28 (UTC), or an age such as 90m, 24h or 7d.",
        HelpName = "TIME",
        CustomParser = ReadInstant,
    };

    private static DateTimeOffset? ReadInstant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        var now = TimeProvider.System.GetUtcNow();
        if (text.EndsWith('d') && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 36500)
        {
            return now.AddDays(-days);
        }

        if (Quantity.TryReadDuration(text, out var age))
        {
            return now - age;
        }

        result.AddError($"'{text}' is not a time: {((OptionResult)result.Parent!).Option.Name} takes an instant such as 2026-11-28T09:30:00Z, a day such as"
            + " 2026-11-28, or an age such as 90m, 24h or 7d.");
        return null;
    }

    private static string? ReadAccount(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (AccountId.TryParse(text, out _))
        {
            return text;
        }

        result.AddError($"'{text}' is not an account id: --account takes 12 digits.");
        return null;
    }
}
