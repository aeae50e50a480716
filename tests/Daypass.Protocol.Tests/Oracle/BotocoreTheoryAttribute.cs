namespace Daypass.Protocol.Tests.Oracle;

/// <summary>A test that holds our records against botocore's model, where the machine has one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BotocoreTheoryAttribute : TheoryAttribute
{
    public BotocoreTheoryAttribute()
    {
        if (BotocoreModel.Folder is null)
        {
            Skip = "botocore's model is not on this machine";
        }
    }
}
