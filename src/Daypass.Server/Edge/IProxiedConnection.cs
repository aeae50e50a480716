namespace Daypass.Server.Edge;

/// <summary>A feature of connections that began with a PROXY protocol header.</summary>
internal interface IProxiedConnection;
