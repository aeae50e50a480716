using System.CommandLine;
using System.Globalization;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server keys list|rotate|retire|invalidate-before</c>: the key ring that all nodes share.</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "List, rotate and retire the keys that seal and sign, and invalidate what was issued; running servers follow within seconds.")
        {
            List(), Rotate(), Retire(), InvalidateBefore(),
        };

    private static Command List()
    {
        var command = new Command("list", "List the keys: number, purpose, state, when it was made, when its state changed.");
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Look(parsed, cancelled, async store =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var ring = store.Ring.Current;
            foreach (var key in ring.Keys)
            {
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{key.Number}\t{key.Purpose}\t{Describe(key, ring)}\t{key.CreatedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}\t{key.ChangedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
            }

            if (ring.InvalidBefore is { } instant)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"Nothing sealed before {instant:yyyy-MM-dd'T'HH:mm:ss'Z'} is accepted."));
            }
        }));
        return command;
    }

    private static Command Rotate()
    {
        var purpose = new Option<string>("--purpose")
        {
            Description = "Whose next key: 'seal' for session tokens, or a purpose that 'keys list' shows; 'jwt' is all signing keys of outbound tokens,"
                + " 'jwt:ACCOUNT' those of an account.",
            DefaultValueFactory = static _ => RingKey.ForSealing,
        };
        var atOnce = new Option<bool>("--at-once")
        {
            Description = "The new key issues now instead of when every server has read it; a server reads it when it meets the first token under it.",
        };
        var leaked = new Option<bool>("--leaked")
        {
            Description = "The new key issues now, and all older ones of the purpose are retired: whatever they made is refused.",
        };
        var command = new Command("rotate", "Publish the next key; what the older ones made stays valid.") { purpose, atOnce, leaked };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var wanted = parsed.GetValue(purpose)!;
            var purposes = store.Ring.Current.Purposes
                .Where(one => one == wanted || one.StartsWith(wanted + ":", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            if (purposes.Count == 0)
            {
                throw new StartException($"There are no keys of the purpose '{wanted}'; 'keys list' shows those there are.");
            }

            if (parsed.GetValue(leaked))
            {
                foreach (var made in await store.Rotation().ReplaceAll(purposes, cancelled))
                {
                    await Tell(store, parsed, made.Number, made.Purpose, "issues now; all older ones are retired");
                }

                return;
            }

            foreach (var one in purposes)
            {
                var (number, outcome) = parsed.GetValue(atOnce)
                    ? (await store.Rotation().RotateAtOnce(one, cancelled), "issues now; what the older ones made stays valid")
                    : (await store.Rotation().Rotate(one, cancelled), "is published; it issues when every server has had time to read it");
                await Tell(store, parsed, number, one, outcome);
            }
        }));
        return command;
    }

    private static Command Retire()
    {
        var number = new Argument<int>("NUMBER") { Description = "The key's number in 'keys list'." };
        var command = new Command("retire", "Retire a key that no longer issues: whatever it made is refused.") { number };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var wanted = parsed.GetValue(number);
            if (!await store.Rotation().Retire(wanted, cancelled))
            {
                throw new StartException(store.Ring.Current.Find(wanted) switch
                {
                    null => $"There is no key {wanted}.",
                    { State: KeyState.Retired } => $"Key {wanted} is retired already.",
                    { Purpose: var purpose } =>
                        $"Key {wanted} is the one that issues: run 'keys rotate --purpose {purpose} --at-once' first, or '--leaked' to replace it and"
                            + $" retire it in one step.",
                });
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Key {wanted} is retired: nothing it made is accepted.");
        }));
        return command;
    }

    private static Command InvalidateBefore()
    {
        var time = new Argument<string>("TIME") { Description = "'now', or an instant such as 2026-11-28T09:30:00Z that is not in the future." };
        var command = new Command("invalidate-before",
            "Refuse every session and message sealed before an instant, on all servers. It cannot be taken back.") { time };
        var stores = new StoreSwitches(command);
        command.SetAction((parsed, cancelled) => stores.Run(parsed, cancelled, async store =>
        {
            var now = TimeProvider.System.GetUtcNow();
            await store.Rotation().InvalidateBefore(GivenInstant.Read(parsed.GetValue(time)!, now) ?? now, cancelled);
            await store.Tell(parsed, string.Create(
                CultureInfo.InvariantCulture, $"Nothing sealed before {store.Ring.Current.InvalidBefore:yyyy-MM-dd'T'HH:mm:ss'Z'} is accepted."));
        }));
        return command;
    }

    private static Task Tell(OpenStore store, ParseResult parsed, int number, string purpose, string outcome) =>
        store.Tell(parsed, string.Create(CultureInfo.InvariantCulture, $"Key {number} ({purpose}) {outcome}."));

    private static string Describe(RingKey key, RingSnapshot ring) => key.State switch
    {
        KeyState.Active when ring.Issuing(key.Purpose) == key => "issues",
        KeyState.Active or KeyState.Validating => "validates",
        KeyState.Published => "published",
        _ => "retired",
    };
}
