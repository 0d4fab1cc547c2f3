using System.Collections.Concurrent;
using Hindcast.Fleet.Accounts;

namespace Hindcast.Fleet.Campaign;

/// <summary>
/// Answers over all servers, kept for some seconds: counting 30,000 servers takes longer than anybody should wait at each click. An
/// answer is kept for an account with exactly the organisations that it is granted, so that a grant which is taken away takes the
/// answer with it; those who are granted everything share one. Thread-safe; who asks while an answer is worked out waits for the
/// same one.
/// </summary>
internal sealed class CampaignMemory(TimeProvider clock)
{
    /// <summary>How long an answer is kept.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private const int MostKept = 128;
    private readonly ConcurrentDictionary<string, (long At, Task Answer)> _kept = new(StringComparer.Ordinal);

    /// <summary>A kept answer, or a new one.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="answer">Works it out.</param>
    /// <param name="cancellation">Ends the waiting, not the work: others may wait for it.</param>
    internal async Task<T> Of<T>(Caller caller, string question, Func<Task<T>> answer, CancellationToken cancellation)
    {
        string key = $"{question}\n{(caller.SeesAll ? AccountStore.Everything : string.Join(' ', caller.Organisations.Order(StringComparer.Ordinal).Prepend(caller.AccountId)))}";
        if (_kept.TryGetValue(key, out (long At, Task Answer) known) && clock.GetElapsedTime(known.At) < Fresh && !known.Answer.IsFaulted)
        {
            return await ((Task<T>)known.Answer).WaitAsync(cancellation);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        // Off this thread: SQLite answers without ever waiting, and who asks meanwhile is to find that it is worked out already.
        Task<T> worked = Task.Run(answer, CancellationToken.None);
        _kept[key] = (clock.GetTimestamp(), worked);
        return await worked.WaitAsync(cancellation);
    }
}
