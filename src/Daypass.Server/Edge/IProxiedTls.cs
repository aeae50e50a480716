namespace Daypass.Server.Edge;

/// <summary>A feature of connections that reached a trusted proxy over TLS, as its PROXY protocol header says.</summary>
internal interface IProxiedTls;
