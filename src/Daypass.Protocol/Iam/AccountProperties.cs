using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Say what is switched on in the account.</summary>
[Operation("GetAccountProperties", Service.Iam, Output = typeof(GetAccountPropertiesResponse), Errors = [ErrorCode.InvalidInput])]
public sealed partial record GetAccountPropertiesRequest;

/// <summary>What GetAccountProperties answers.</summary>
[OperationOutput]
public sealed partial record GetAccountPropertiesResponse
{
    /// <summary>Every property, by its namespace and name.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}

/// <summary>Switch something on or off in the account.</summary>
[Operation("PutAccountProperties", Service.Iam, Output = typeof(PutAccountPropertiesResponse),
    Errors = [ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record PutAccountPropertiesRequest
{
    /// <summary>Properties of one namespace, such as <c>RoleManager/Enabled</c>.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}

/// <summary>What PutAccountProperties answers: an empty result.</summary>
[OperationOutput]
public sealed partial record PutAccountPropertiesResponse;
