using System.Security.Cryptography;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Sharing;

namespace Hindcast.Fleet.Accounts;

/// <summary>Accounts and their grants. Thread-safe.</summary>
public sealed class AccountStore(FleetDatabase database, TimeProvider clock)
{
    /// <summary>The grant of every organisation.</summary>
    public const string Everything = "*";

    /// <summary>Days after the last sign-in at the provider until the tokens of an external account stop working.</summary>
    public const int ExternalTokenDays = 30;

    private const long DayMilliseconds = 86_400_000;
    private const string Columns = "id, name, role, clearance, disabled, created, subject";

    /// <summary>True when no administrator is there: the program runs for the first time.</summary>
    public async Task<bool> IsEmpty(CancellationToken cancellation) =>
        await database.Read(s => s.Count("SELECT COUNT(*) FROM accounts WHERE role = 'administrator'"), cancellation) == 0;

    /// <summary>Makes an account.</summary>
    /// <returns>Its id, or null when the name is taken.</returns>
    /// <exception cref="ArgumentException">Name or password has not the form that is wanted.</exception>
    public async Task<string?> Create(
        string name, string password, AccountRole role, TlpLevel clearance, IReadOnlyList<string> organisations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisations);
        if (!IsName(name) || !IsPassword(password))
        {
            throw new ArgumentException("name or password has not the form that is wanted");
        }

        string id = Identifiers.Next(clock), hash = PasswordHash.Make(password);
        return await database.Write<string?>(
            async session =>
            {
                int made = await session.Execute(
                    """
                    INSERT INTO accounts (id, name, role, password, stamp, clearance, disabled, created)
                    VALUES (@id, @name, @role, @password, @stamp, @clearance, 0, @created) ON CONFLICT DO NOTHING
                    """,
                    ("id", id), ("name", name), ("role", Word(role)), ("password", hash), ("stamp", NewStamp()),
                    ("clearance", TlpLabel.Word(clearance)), ("created", Identifiers.Now(clock)));
                if (made == 0)
                {
                    return null;
                }

                await Grant(session, id, organisations);
                return id;
            },
            cancellation);
    }

    /// <summary>Replaces the grants of an account.</summary>
    public Task SetGrants(string accountId, IReadOnlyList<string> organisations, CancellationToken cancellation) =>
        database.Write(
            async session =>
            {
                await session.Execute("DELETE FROM grants WHERE account_id = @account", ("account", accountId));
                await Grant(session, accountId, organisations);
                return 0;
            },
            cancellation);

    /// <summary>Lets an account in or shuts it out, at once: its sessions and tokens are asked for at every request.</summary>
    public Task<int> SetDisabled(string accountId, bool disabled, CancellationToken cancellation) =>
        database.Write(
            s => s.Execute("UPDATE accounts SET disabled = @disabled, stamp = @stamp WHERE id = @id",
                ("disabled", disabled ? 1L : 0L), ("stamp", NewStamp()), ("id", accountId)),
            cancellation);

    /// <summary>Sets another password; sessions that are open end.</summary>
    public Task<int> SetPassword(string accountId, string password, CancellationToken cancellation)
    {
        if (!IsPassword(password))
        {
            throw new ArgumentException("the password has not the form that is wanted", nameof(password));
        }

        string hash = PasswordHash.Make(password);
        return database.Write(
            s => s.Execute("UPDATE accounts SET password = @password, stamp = @stamp WHERE id = @id",
                ("password", hash), ("stamp", NewStamp()), ("id", accountId)),
            cancellation);
    }

    /// <summary>Tries a password.</summary>
    /// <returns>Id and stamp of the account for a session, or null.</returns>
    public async Task<(string Id, string Stamp)?> SignIn(string name, string password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(password);
        var found = await database.Read(
            s => s.First(
                "SELECT id, password, stamp FROM accounts WHERE name = @name AND disabled = 0",
                row => new { Id = row.Text(0), Password = row.Text(1), Stamp = row.Text(2) }, ("name", name)),
            cancellation);
        bool fits = PasswordHash.Fits(password, found?.Password ?? PasswordHash.Nobody);
        return fits && found is not null ? (found.Id, found.Stamp) : null;
    }

    /// <summary>
    /// Lets a person in that a provider vouches for. The account is made at the first time; role, clearance and grants are set
    /// anew each time. Its name is the one that is wished for, or when that is no name or is taken, one made of its subject.
    /// </summary>
    /// <returns>Id, name and stamp of the account for a session; null when it is disabled.</returns>
    public async Task<(string Id, string Name, string Stamp)?> SignIn(ExternalPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        string id = Identifiers.Next(clock), own = Convert.ToHexStringLower(SHA256.HashData(Bytes(person.Subject)))[..12];
        string nobody = PasswordHash.Nobody;
        return await database.Write<(string, string, string)?>(
            async session =>
            {
                async Task<bool> Make(string name) => await session.Execute(
                    """
                    INSERT INTO accounts (id, name, role, password, stamp, clearance, disabled, created, subject)
                    VALUES (@id, @name, @role, @password, @stamp, @clearance, 0, @now, @subject) ON CONFLICT DO NOTHING
                    """,
                    [.. Given(), ("id", id), ("name", name), ("password", nobody), ("stamp", NewStamp())]) == 1;
                (string, object?)[] Given() =>
                [
                    ("role", Word(person.Role)), ("clearance", TlpLabel.Word(person.Clearance)), ("now", Identifiers.Now(clock)), ("subject", person.Subject),
                ];
                Task<(string Id, string Name, string Stamp, bool Disabled)[]> Found() => Known(session, person.Subject);
                if (await Found() is [] && !(IsName(person.Name) && await Make(person.Name!)))
                {
                    await Make($"oidc-{own}");
                }

                if (await Found() is not [{ Disabled: false } account])
                {
                    return null;
                }

                await session.Execute("UPDATE accounts SET role = @role, clearance = @clearance, signed_in = @now WHERE subject = @subject", Given());
                await session.Execute("DELETE FROM grants WHERE account_id = @account", ("account", account.Id));
                await Grant(session, account.Id, person.Organisations);
                return (account.Id, account.Name, account.Stamp);
            },
            cancellation);
    }

    /// <summary>Who a session belongs to, with grants as they are now; null when it has ended.</summary>
    public Task<Caller?> OfSession(string accountId, string stamp, CancellationToken cancellation) =>
        database.Read(s => Caller(s, accountId, stamp, null, 0), cancellation);

    /// <summary>The account of a token, with its scopes; null when disabled, or when its provider did not vouch for it lately.</summary>
    internal static Task<Caller?> OfToken(FleetSession session, string accountId, IReadOnlyList<string> scopes, long now) =>
        Caller(session, accountId, null, scopes, now - (ExternalTokenDays * DayMilliseconds));

    /// <summary>Accounts by name.</summary>
    /// <param name="prefix">Only names that begin so, or "".</param>
    /// <param name="after">Only names behind this one, or "".</param>
    /// <param name="limit">Most accounts.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<Account>> List(string prefix, string after, int limit, CancellationToken cancellation) =>
        await database.Read(
            async session =>
            {
                (string, object?)[] range = [("after", after), ("prefix", prefix), ("end", Visibility.End(prefix)), ("limit", (long)limit)];
                const string Chosen = "FROM accounts WHERE name > @after AND name >= @prefix AND name < @end ORDER BY name LIMIT @limit";
                ILookup<string, string> grants = (await session.Rows(
                    $"SELECT account_id, organisation_id FROM grants WHERE account_id IN (SELECT id {Chosen}) ORDER BY 1, 2",
                    r => (r.Text(0), r.Text(1)), range)).ToLookup(g => g.Item1, g => g.Item2);
                return await session.Rows($"SELECT {Columns} {Chosen}", row => new Account(
                    row.Text(0), row.Text(1), Role(row.Text(2)), Level(row.Text(3)), row.Flag(4), row.Time(5), row.TextOrNull(6) is not null,
                    [.. grants[row.Text(0)]]), range);
            },
            cancellation);

    /// <summary>True when there is an account of this id.</summary>
    public async Task<bool> Exists(string accountId, CancellationToken cancellation) =>
        await database.Read(s => s.Count("SELECT COUNT(*) FROM accounts WHERE id = @id", ("id", accountId)), cancellation) == 1;

    /// <summary>True for a name that an account can have: 2 to 64 letters, digits and <c>.@_-</c>.</summary>
    public static bool IsName(string? name) =>
        name is { Length: >= 2 and <= 64 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '@' or '_' or '-');

    /// <summary>True for a text that is long enough to be a password, and not too long.</summary>
    public static bool IsPassword(string? password) => password is { Length: >= PasswordHash.MinLength and <= PasswordHash.MaxLength };

    private static async Task Grant(FleetSession session, string account, IEnumerable<string> organisations)
    {
        foreach (string organisation in organisations.Distinct(StringComparer.Ordinal))
        {
            await session.Execute(
                "INSERT INTO grants (account_id, organisation_id) VALUES (@account, @organisation)", ("account", account), ("organisation", organisation));
        }
    }

    private static async Task<(string Id, string Name, string Stamp, bool Disabled)[]> Known(FleetSession session, string subject) =>
    [
        .. await session.Rows(
            "SELECT id, name, stamp, disabled FROM accounts WHERE subject = @subject", r => (r.Text(0), r.Text(1), r.Text(2), r.Flag(3)), ("subject", subject)),
    ];

    private static async Task<Caller?> Caller(FleetSession session, string accountId, string? stamp, IReadOnlyList<string>? scopes, long vouchedSince)
    {
        var found = await session.First(
            """
            SELECT name, role, clearance, stamp FROM accounts
            WHERE id = @id AND disabled = 0 AND (subject IS NULL OR signed_in >= @since)
            """,
            row => new { Name = row.Text(0), Role = row.Text(1), Clearance = row.Text(2), Stamp = row.Text(3) }, ("id", accountId), ("since", vouchedSince));
        if (found is null || (stamp is not null && !CryptographicOperations.FixedTimeEquals(Bytes(stamp), Bytes(found.Stamp))))
        {
            return null;
        }

        HashSet<string> grants = [.. await session.Rows(
            "SELECT organisation_id FROM grants WHERE account_id = @id", row => row.Text(0), ("id", accountId))];
        return new Caller(accountId, found.Name, Role(found.Role), Level(found.Clearance), grants, grants.Contains(Everything), scopes);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Word(AccountRole role) => role.ToString().ToLowerInvariant();

    private static AccountRole Role(string word) => Enum.Parse<AccountRole>(word, ignoreCase: true);

    private static TlpLevel Level(string word) => TlpLabel.TryParse(word, out TlpLevel level) ? level : TlpLevel.Clear;
}
