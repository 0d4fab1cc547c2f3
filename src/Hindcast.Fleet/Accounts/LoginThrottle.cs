using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Accounts;

/// <summary>
/// Slows guessing of passwords down: after five failures of a name or of an address, each further one doubles the wait, up
/// to an hour. Kept in the database, so that silos share it. Thread-safe.
/// </summary>
public sealed class LoginThrottle(FleetDatabase database, TimeProvider clock)
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>How long to wait before the next try; null when it may be made now.</summary>
    public async Task<TimeSpan?> Wait(string name, string address, CancellationToken cancellation)
    {
        long now = Identifiers.Now(clock);
        long until = await database.Read(
            s => s.Count("SELECT COALESCE(MAX(blocked_until), 0) FROM login_failures WHERE subject IN (@name, @address)",
                ("name", OfName(name)), ("address", OfAddress(address))),
            cancellation);
        return until > now ? TimeSpan.FromMilliseconds(until - now) : null;
    }

    /// <summary>Counts a failure.</summary>
    public Task Failed(string name, string address, CancellationToken cancellation) =>
        database.Write(
            async session =>
            {
                foreach (string subject in new[] { OfName(name), OfAddress(address) })
                {
                    await session.Execute(
                        """
                        INSERT INTO login_failures (subject, failures, blocked_until) VALUES (@subject, 1, 0)
                        ON CONFLICT (subject) DO UPDATE SET failures = login_failures.failures + 1
                        """,
                        ("subject", subject));
                    long failures = await session.Count("SELECT failures FROM login_failures WHERE subject = @subject", ("subject", subject));
                    await session.Execute(
                        "UPDATE login_failures SET blocked_until = @until WHERE subject = @subject",
                        ("until", failures <= FreeFailures ? 0L : Identifiers.Now(clock) + Milliseconds(failures - FreeFailures - 1)), ("subject", subject));
                }

                return 0;
            },
            cancellation);

    /// <summary>Forgets the failures of a name that signed in. Those of the address stay: it may try other names.</summary>
    public Task Succeeded(string name, CancellationToken cancellation) =>
        database.Write(s => s.Execute("DELETE FROM login_failures WHERE subject = @subject", ("subject", OfName(name))), cancellation);

    private static long Milliseconds(long doublings) =>
        (long)Math.Min(LongestWait.TotalMilliseconds, FirstWait.TotalMilliseconds * Math.Pow(2, Math.Min(doublings, 20)));

    private static string OfName(string name) => "name:" + (AccountStore.IsName(name) ? name : "");

    private static string OfAddress(string address) => "address:" + address;
}
