namespace Daypass.Protocol.Tests.Oracle;

/// <summary>A test that holds our records against botocore's model, where the machine has one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BotocoreTheoryAttribute : TheoryAttribute
{
    public BotocoreTheoryAttribute() => Skip = BotocoreModel.Absence;
}
