using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Daypass.Core.Throttling;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about how much callers may take.</summary>
internal sealed class LimitSwitches
{
    /// <summary>What an operator who names a rate alone lets through at once: so many seconds of it.</summary>
    private const int SecondsOfBurst = 5;

    private static readonly LimitOptions Defaults = new();

    private readonly Option<Rate> _account = Rates("--account-rate", "Calls of STS a second for each account", Defaults.Rates.Account);
    private readonly Option<Rate> _iam = Rates("--iam-rate", "Calls of IAM a second for each account", Defaults.Rates.Iam);
    private readonly Option<Rate> _check = Rates("--check-rate", "Calls of CheckAccess a second for each account", Defaults.Rates.Check);
    private readonly Option<Rate> _address = Rates(
        "--address-rate", "Requests a second from each address that do not prove who sends them", Defaults.Rates.Address);

    private readonly Option<int?> _connections = new("--most-connections")
    {
        Description = "The most connections; 10000 when not given, or three quarters of the files that the process may open.",
        HelpName = "NUMBER",
        CustomParser = ReadNumber,
    };
    private readonly Option<long> _bodies = new("--body-memory")
    {
        Description = "How much memory bodies of more than 16 KiB may take before it is known who sends them; with K, M or G.",
        HelpName = "SIZE",
        CustomParser = ReadBytes,
        DefaultValueFactory = static _ => Defaults.BodyBytes,
    };

    /// <summary>Adds them to a command.</summary>
    public LimitSwitches(Command command)
    {
        command.Options.Add(_account);
        command.Options.Add(_iam);
        command.Options.Add(_check);
        command.Options.Add(_address);
        command.Options.Add(_connections);
        command.Options.Add(_bodies);
    }

    /// <summary>What the operator gave.</summary>
    public LimitOptions Read(ParseResult parsed) => new()
    {
        Rates = new AdmissionRates
        {
            Account = parsed.GetValue(_account),
            Iam = parsed.GetValue(_iam),
            Check = parsed.GetValue(_check),
            Address = parsed.GetValue(_address),
        },
        Connections = parsed.GetValue(_connections),
        BodyBytes = parsed.GetValue(_bodies),
    };

    private static Option<Rate> Rates(string name, string description, Rate byDefault) => new(name)
    {
        Description = $"{description}, and after a colon how many at once; none for no limit.",
        HelpName = "RATE[:BURST]",
        CustomParser = static result => ReadRate(result),
        DefaultValueFactory = _ => byDefault,
    };

    private static Rate ReadRate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "none")
        {
            return Rate.Unlimited;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (TryRead(colon < 0 ? text : text[..colon], out var rate) && TryRead(colon < 0 ? "1" : text[(colon + 1)..], out var burst))
        {
            return new Rate(rate, colon < 0 ? (double)rate * SecondsOfBurst : burst);
        }

        result.AddError($"'{text}' is no rate: it is a number of requests a second, such as 500 or 500:5000, or none.");
        return default;
    }

    private static int? ReadNumber(ArgumentResult result)
    {
        if (TryRead(result.Tokens[0].Value, out var number))
        {
            return number;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no number of connections, for --most-connections.");
        return null;
    }

    private static long ReadBytes(ArgumentResult result)
    {
        if (!Quantity.TryReadBytes(result.Tokens[0].Value, out var bytes))
        {
            result.AddError($"'{result.Tokens[0].Value}' is not a size such as 64M, for --body-memory.");
        }

        return bytes;
    }

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
