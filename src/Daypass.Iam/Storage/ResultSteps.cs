namespace Daypass.Iam.Storage;

/// <summary>Goes on with a success and passes a refusal through.</summary>
internal static class ResultSteps
{
    /// <summary>What a success becomes.</summary>
    public static async ValueTask<Result<TNext>> Then<T, TNext>(this ValueTask<Result<T>> step, Func<T, TNext> next)
    {
        var result = await step;
        return result.Succeeded ? next(result.Value) : result.Error;
    }

    /// <summary>What a success leads to.</summary>
    public static async ValueTask<Result<TNext>> Then<T, TNext>(this ValueTask<Result<T>> step, Func<T, ValueTask<Result<TNext>>> next)
    {
        var result = await step;
        return result.Succeeded ? await next(result.Value) : result.Error;
    }
}
