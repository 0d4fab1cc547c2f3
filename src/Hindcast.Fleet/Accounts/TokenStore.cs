using System.Security.Cryptography;
using System.Text;
using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Accounts;

/// <summary>
/// Tokens for programs: <c>hct_</c>, the id, <c>_</c> and a secret of 256 bits, of which only the SHA-256 is kept. Thread-safe.
/// </summary>
public sealed class TokenStore(FleetDatabase database, TimeProvider clock)
{
    /// <summary>Most days until a token stops working.</summary>
    public const int MaxDays = 366;

    private const string Mark = "hct_";
    private const int SecretBytes = 32;

    /// <summary>Makes a token.</summary>
    /// <returns>The token, which cannot be shown again, and its id.</returns>
    /// <exception cref="ArgumentException">No scope, an unknown one, or days out of range.</exception>
    public async Task<(string Id, string Token)> Create(
        string accountId, string name, IReadOnlyList<string> scopes, int days, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Count == 0 || scopes.Except(TokenScopes.All).Any() || days is < 1 or > MaxDays || name is not { Length: >= 1 and <= 80 })
        {
            throw new ArgumentException($"a token has a name, scopes of {string.Join(", ", TokenScopes.All)}, and 1 to {MaxDays} days");
        }

        string id = Identifiers.Next(clock), secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        DateTimeOffset now = clock.GetUtcNow();
        await database.Write(
            s => s.Execute(
                """
                INSERT INTO tokens (id, account_id, name, hash, scopes, created, expires, revoked)
                VALUES (@id, @account, @name, @hash, @scopes, @created, @expires, 0)
                """,
                ("id", id), ("account", accountId), ("name", name), ("hash", Hash(secret)),
                ("scopes", string.Join(' ', TokenScopes.All.Intersect(scopes))), ("created", now.ToUnixTimeMilliseconds()),
                ("expires", now.AddDays(days).ToUnixTimeMilliseconds())),
            cancellation);
        return (id, $"{Mark}{id}_{secret}");
    }

    /// <summary>Who a token stands for; null when it is wrong, expired, revoked, or its account disabled.</summary>
    public Task<Caller?> Find(string? token, CancellationToken cancellation)
    {
        if (token is null || !token.StartsWith(Mark, StringComparison.Ordinal) || token[Mark.Length..].Split('_') is not [string id, string secret]
            || !Identifiers.IsWellFormed(id) || secret.Length != 2 * SecretBytes)
        {
            return Task.FromResult<Caller?>(null);
        }

        return database.Read(
            async session =>
            {
                var found = await session.First(
                    "SELECT account_id, hash, scopes FROM tokens WHERE id = @id AND revoked = 0 AND expires > @now",
                    row => new { Account = row.Text(0), Hash = row.Text(1), Scopes = row.Text(2) }, ("id", id), ("now", Identifiers.Now(clock)));
                return found is not null
                    && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found.Hash), Encoding.ASCII.GetBytes(Hash(secret)))
                    ? await AccountStore.OfToken(session, found.Account, found.Scopes.Split(' '), Identifiers.Now(clock))
                    : null;
            },
            cancellation);
    }

    /// <summary>The tokens of an account, newest first.</summary>
    public Task<IReadOnlyList<ApiToken>> List(string accountId, CancellationToken cancellation) =>
        database.Read(
            s => s.Rows(
                "SELECT id, name, scopes, created, expires, revoked FROM tokens WHERE account_id = @account ORDER BY id DESC",
                row => new ApiToken(row.Text(0), row.Text(1), row.Text(2).Split(' '), row.Time(3), row.Time(4), row.Flag(5)),
                ("account", accountId)),
            cancellation);

    /// <summary>Takes a token of an account back; false when the account has none of this id.</summary>
    public async Task<bool> Revoke(string accountId, string id, CancellationToken cancellation) =>
        await database.Write(
            s => s.Execute("UPDATE tokens SET revoked = 1 WHERE id = @id AND account_id = @account", ("id", id), ("account", accountId)),
            cancellation) > 0;

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
