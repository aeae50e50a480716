using System.CommandLine;
using Daypass.Core.AwsManagedPolicies;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server import-managed-policies FILE</c>: gives every account the managed policies of a file.</summary>
internal static class ImportPoliciesCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The answer of 'aws iam get-account-authorization-details --filter AWSManagedPolicy', or {NAME: {Path, Document}}.",
        };
        var command = new Command("import-managed-policies", "Give every account managed policies from a file, at arn:aws:iam::aws:policy/PATH/NAME.") { file };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var policies = Read(await File.ReadAllTextAsync(parsed.GetValue(file)!, cancelled));
            var import = new ManagedPolicyImport(store.Store, TimeProvider.System);
            var refused = 0;
            foreach (var policy in policies)
            {
                var reason = ManagedPolicyImport.Validate(policy) ?? (await import.Store(policy, cancelled)).Error?.Message;
                if (reason is not null)
                {
                    refused++;
                    await error.WriteLineAsync($"{policy.Name}: {reason}");
                }
            }

            var effect = $"{policies.Count - refused} imported, {refused} refused";
            store.Act?.Note(effect);
            await output.WriteLineAsync(effect);
            if (refused > 0)
            {
                throw new StartException("some policies were refused; the others are imported");
            }
        }));
        return command;
    }

    private static IReadOnlyList<ImportedPolicy> Read(string json)
    {
        try
        {
            return ManagedPolicyFile.Read(json);
        }
        catch (FormatException wrong)
        {
            throw new StartException(wrong.Message, wrong);
        }
    }
}
