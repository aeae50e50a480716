using System.CommandLine;
using Daypass.Policy.Validation;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about which trust policies are saved.</summary>
internal sealed class TrustSwitches
{
    private readonly Option<bool> _strict = new("--strict-trust")
    {
        Description = "Refuses trust in an issuer that many organizations share unless its condition names one of them; AWS takes wildcards there.",
    };

    private readonly Option<string[]> _services = new("--service-principal")
    {
        Description = "A service of your own that trust policies may name, or *.DOMAIN for every name below a domain; may be repeated.",
        HelpName = "NAME",
        DefaultValueFactory = static _ => [],
    };

    /// <summary>Adds them to a command.</summary>
    public TrustSwitches(Command command)
    {
        command.Options.Add(_strict);
        command.Options.Add(_services);
    }

    /// <summary>What the operator gave.</summary>
    public TrustRules Read(ParseResult parsed) => new() { IsStrict = parsed.GetValue(_strict), Services = parsed.GetValue(_services)! };
}
