using Daypass.Mcp.Naming;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Safety;

/// <summary>What a command does to the world; the sort of permission it needs follows from it.</summary>
internal enum CommandEffect
{
    /// <summary>It answers a question.</summary>
    Read,

    /// <summary>It chooses who calls, and where, from now on.</summary>
    Choose,

    /// <summary>It makes credentials or another proof of identity.</summary>
    Issue,

    /// <summary>It changes something.</summary>
    Change,
}

/// <summary>Which effect each operation has.</summary>
internal static class CommandEffects
{
    private static readonly string[] Issuing = ["CreateAccessKey", "CreateVirtualMFADevice", "SendDelegationToken", "CreateLoginProfile"];

    /// <summary>The effect of an operation. What is not known to read only is taken to change something.</summary>
    public static CommandEffect Classify(OperationDescription operation)
    {
        if (EntityNames.OnlyReads(operation))
        {
            return CommandEffect.Read;
        }

        return operation.Service.Service == Service.Sts || Array.IndexOf(Issuing, operation.Name) >= 0 ? CommandEffect.Issue : CommandEffect.Change;
    }
}
