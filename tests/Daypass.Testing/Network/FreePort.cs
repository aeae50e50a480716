using System.Net;
using System.Net.Sockets;

namespace Daypass.Testing.Network;

/// <summary>A port for a program that cannot choose one itself and say which.</summary>
public static class FreePort
{
    /// <summary>A port of loopback that was free a moment ago. Another program may take it meanwhile; what can listen on port 0 should.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
