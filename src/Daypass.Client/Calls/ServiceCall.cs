using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Calls;

/// <summary>One call of an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">Its parameters, as the catalogue names them; not validated here.</param>
public sealed record ServiceCall(OperationDescription Operation, MapValue Parameters);

/// <summary>What a service answered.</summary>
/// <param name="Result">The members of the result in the order of the model.</param>
/// <param name="RequestId">The id the service gave the request; null when it gave none.</param>
public sealed record ServiceAnswer(MapValue Result, string? RequestId);
