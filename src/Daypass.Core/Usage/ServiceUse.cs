namespace Daypass.Core.Usage;

/// <summary>The last time that a user or role called an action.</summary>
/// <param name="Service">The service of the action.</param>
/// <param name="Action">The action, without the service.</param>
/// <param name="At">When, in whole seconds.</param>
/// <param name="Region">For which region.</param>
public readonly record struct ServiceUse(string Service, string Action, DateTimeOffset At, string Region);
