using System.Net.Sockets;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Server.Options;

public sealed partial class StartException
{
    /// <summary>The sentence for a failure that is known to be an operator's, or null for a bug.</summary>
    internal static StartException? For(Exception failure, ServerOptions options) => failure switch
    {
        StartException plain => plain,
        UnusableDatabaseException or StoreUnavailableException or MasterKeyException => new StartException(failure.Message, failure),
        UnauthorizedAccessException => new StartException($"{Path.GetFullPath(options.DataDirectory)} cannot be used: {failure.Message}", failure),
        IOException io => new StartException(io.Message, io),
        SocketException socket => new StartException($"--urls {options.Urls} cannot be listened on: {socket.Message}.", socket),
        InvalidOperationException when failure.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) =>
            new StartException($"--urls {options.Urls} asks for https, which needs --tls-certificate and --tls-key.", failure),
        _ => null,
    };
}
