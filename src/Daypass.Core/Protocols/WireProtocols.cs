using Daypass.Core.Requests;

namespace Daypass.Core.Protocols;

/// <summary>The protocols this server speaks.</summary>
internal static class WireProtocols
{
    /// <summary>The protocol of a request; what is no other's is Query, whose answers tell what is wrong with it.</summary>
    public static WireProtocol Find(in IncomingRequest request) =>
        (WireProtocol?)TokenExchangeProtocol.Find(request)
        ?? (WireProtocol?)AwsJsonProtocol.Find(request)
        ?? (WireProtocol?)RestJsonProtocol.Find(request)
        ?? (WireProtocol?)ForeignProtocol.Find(request)
        ?? (request.Accept is { } accept && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) ? QueryProtocol.Json : QueryProtocol.Xml);
}
