using Daypass.Protocol.Signing;

namespace Daypass.Gateway.S3.Settings;

/// <summary>An account that owns buckets, and the credentials with which the gateway asks the server about it.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Credentials">The gateway's own in that account.</param>
internal sealed record AccountSettings(string Id, SigningCredentials Credentials);
