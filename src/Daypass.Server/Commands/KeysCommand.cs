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
            Description = "Whose next key: 'seal' for session tokens, or a purpose that 'keys list' shows.",
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
            if (store.Ring.Current.KeysFor(wanted).Count == 0)
            {
                throw new StartException($"There are no keys of the purpose '{wanted}'; 'keys list' shows those there are.");
            }

            var (number, outcome) = (parsed.GetValue(leaked), parsed.GetValue(atOnce)) switch
            {
                (true, _) => (await store.Rotation().ReplaceAll(wanted, cancelled), "issues now; all older ones are retired"),
                (_, true) => (await store.Rotation().RotateAtOnce(wanted, cancelled), "issues now; what the older ones made stays valid"),
                _ => (await store.Rotation().Rotate(wanted, cancelled), "is published; it issues when every server has had time to read it"),
            };
            var effect = string.Create(CultureInfo.InvariantCulture, $"Key {number} ({wanted}) {outcome}.");
            store.Act?.Note(effect);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(effect);
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
            var instant = Read(parsed.GetValue(time)!, TimeProvider.System.GetUtcNow());
            await store.Rotation().InvalidateBefore(instant, cancelled);
            var effect = string.Create(
                CultureInfo.InvariantCulture, $"Nothing sealed before {store.Ring.Current.InvalidBefore:yyyy-MM-dd'T'HH:mm:ss'Z'} is accepted.");
            store.Act?.Note(effect);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(effect);
        }));
        return command;
    }

    private static DateTimeOffset Read(string text, DateTimeOffset now)
    {
        if (text == "now")
        {
            return now;
        }

        // Without an offset an instant means another moment on each machine.
        if (!DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            || !(text.EndsWith('Z') || text.AsSpan()[^6..].IndexOfAny('+', '-') == 0))
        {
            throw new StartException($"'{text}' is not an instant: write 'now', or one such as 2026-11-28T09:30:00Z.");
        }

        return instant <= now ? instant : throw new StartException($"{text} is in the future: it would refuse what has not been issued yet.");
    }

    private static string Describe(RingKey key, RingSnapshot ring) => key.State switch
    {
        KeyState.Active when ring.Issuing(key.Purpose) == key => "issues",
        KeyState.Active or KeyState.Validating => "validates",
        KeyState.Published => "published",
        _ => "retired",
    };
}
