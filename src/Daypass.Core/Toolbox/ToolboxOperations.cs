using Daypass.Core.Authorization;
using Daypass.Core.Operations;

namespace Daypass.Core.Toolbox;

/// <summary>The operations of iam-toolbox.</summary>
public static class ToolboxOperations
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> Create(DeniedRequests denied) =>
        [new GetRequestAuthorizationDetails(denied), new GetRequestAuthorizationPolicy(denied)];
}
