using Daypass.Cli.Arguments;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Says the account of an access key id without asking anybody: ids made since 2019 carry it.</summary>
internal static class OfflineKeyLookup
{
    /// <summary>The option.</summary>
    public static readonly OptionRule Rule = new("--offline", OptionArity.Flag) { Summary = "Read the account out of the id instead of asking the service." };

    /// <summary>True for the one operation this is about.</summary>
    public static bool AppliesTo(OperationDescription operation) => operation.Name == "GetAccessKeyInfo";

    /// <summary>The answer the service would give.</summary>
    public static ClientResult<MapValue> Answer(MapValue parameters)
    {
        var id = parameters.FindText("AccessKeyId") ?? string.Empty;
        return AccessKeyId.TryGetAccount(id, out var account)
            ? new MapValue().Set("Account", account.ToString())
            : ClientError.General("This is no access key id that carries its account; ask the service, without --offline.");
    }
}
