using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Attributes;

/// <summary>Marks a record as the request of an operation; the generator writes its reader, its writer and its entry in the catalogue.</summary>
/// <param name="name">The wire name, the value of <c>Action</c>.</param>
/// <param name="service">The service it belongs to.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationAttribute(string name, Service service) : Attribute
{
    /// <summary>The wire name.</summary>
    public string Name { get; } = name;

    /// <summary>The service.</summary>
    public Service Service { get; } = service;

    /// <summary>The record of the answer; without it the answer has no result element.</summary>
    public Type? Output { get; init; }

    /// <summary>The codes of the errors the model declares.</summary>
    public string[] Errors { get; init; } = [];

    /// <summary>How restJson1 asks for it, <c>GET /things/{member}</c>; only for operations of services that speak it.</summary>
    public string? Http { get; init; }

    /// <summary>True when the request carries its own proof and no signature.</summary>
    public bool Unsigned { get; init; }
}
