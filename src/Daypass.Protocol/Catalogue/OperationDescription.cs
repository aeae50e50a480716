using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Catalogue;

/// <summary>One operation of the catalogue: what it is called, takes, answers and may refuse with.</summary>
public sealed class OperationDescription
{
    private readonly Func<QueryForm, AwsError?> _check;

    /// <summary>Describes an operation.</summary>
    /// <param name="name">The wire name, the value of <c>Action</c>.</param>
    /// <param name="service">The service it belongs to.</param>
    /// <param name="check">Reads a form as this operation's request and says what is wrong with it.</param>
    public OperationDescription(string name, Service service, Func<QueryForm, AwsError?> check)
    {
        Name = name;
        Service = ServiceDescription.Get(service);
        _check = check;
        ResponseUtf8 = System.Text.Encoding.ASCII.GetBytes(name + "Response");
        ResultUtf8 = System.Text.Encoding.ASCII.GetBytes(name + "Result");
    }

    /// <summary>The wire name, the value of <c>Action</c>; case matters.</summary>
    public string Name { get; }

    /// <summary>The service it belongs to.</summary>
    public ServiceDescription Service { get; }

    /// <summary>One sentence on what it does.</summary>
    public string Summary { get; init; } = "";

    /// <summary>True when the request carries its own proof and no signature.</summary>
    public bool Unsigned { get; init; }

    /// <summary>How it is asked for in restJson1; null for operations of services that do not speak it.</summary>
    public OperationRoute? Route { get; init; }

    /// <summary>The parameters in the order of the model.</summary>
    public IReadOnlyList<MemberDescription> Input { get; init; } = [];

    /// <summary>The result members in the order of the model (which is not always the order they are written in).</summary>
    public IReadOnlyList<MemberDescription> Output { get; init; } = [];

    /// <summary>True when the answer has a result element.</summary>
    public bool HasOutput { get; init; }

    /// <summary>The codes of the errors the model declares.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    internal byte[] ResponseUtf8 { get; }

    internal byte[] ResultUtf8 { get; }

    /// <summary>The permission that is checked for the operation itself, for example <c>sts:AssumeRole</c>.</summary>
    public string Permission => Service.SigningName + ":" + Name;

    /// <summary>What is wrong with a form as a request of this operation, or null.</summary>
    public AwsError? Check(QueryForm form) => _check(form);

    /// <inheritdoc/>
    public override string ToString() => Permission;
}
