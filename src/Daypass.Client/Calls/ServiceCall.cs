using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Client.Calls;

/// <summary>One call of an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">Its parameters, as the catalogue names them; not validated here.</param>
public sealed record ServiceCall(OperationDescription Operation, MapValue Parameters)
{
    /// <summary>What the service would say of the parameters before it looks at anything else; null when they are in order.</summary>
    public AwsError? Check()
    {
        using var form = new QueryForm();
        return Operation.Route is null && form.Parse([], QueryBody.Write(Operation, Parameters)) == QueryFormFault.None ? Operation.Check(form) : null;
    }
}

/// <summary>What a service answered.</summary>
/// <param name="Result">The members of the result in the order of the model.</param>
/// <param name="RequestId">The id the service gave the request; null when it gave none.</param>
public sealed record ServiceAnswer(MapValue Result, string? RequestId);
