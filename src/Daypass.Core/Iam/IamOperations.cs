using Daypass.Core.Pipeline;

namespace Daypass.Core.Iam;

/// <summary>The operations of IAM. A new one is a line here, its records in Daypass.Protocol and its file below this folder.</summary>
public static class IamOperations
{
    /// <summary>Their routes.</summary>
    public static IEnumerable<OperationRoute> All(ServiceParts parts) => [];
}
