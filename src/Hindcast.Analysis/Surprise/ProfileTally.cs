using System.Runtime.CompilerServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Makes the profile of one stretch of a log, row by row. A row like one before costs
/// a hash and a look-up; texts are made for the first of its kind only. Serves one thread, one stretch after the other, or one stretch that goes on through many files.
/// </summary>
public sealed class ProfileTally
{
    private readonly TallyStretch _stretch;
    private readonly EventTally _events;

    // Each takes megabytes, and most stretches have no use for one of them.
    private RequestTally? _requests;
    private NameTally? _names;

    /// <summary>A tally with nothing in it.</summary>
    /// <param name="handOver">
    /// Takes the profile whenever it has grown large, so that a stretch can go on through many files: then each row has to name its file.
    /// Null for a stretch that <see cref="End"/> alone ends.
    /// </param>
    public ProfileTally(Action<ServerProfile>? handOver = null)
    {
        _stretch = new TallyStretch(Forget, handOver);
        _events = new EventTally(_stretch);
    }

    /// <summary>Ends the stretch and gives its profile; lines count from its start.</summary>
    public ServerProfile End() => _stretch.End();

    /// <summary>Looks for a kind of rows of a web log. Asked for as early as the kind is known: it lies scattered in memory, and the row can be read on meanwhile.</summary>
    /// <param name="ticks">When the row ended, UTC ticks.</param>
    /// <param name="kind">See <see cref="RequestKind"/>.</param>
    /// <returns>Where it stands until another row is taken; -1 when none was met, or it is not remembered.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindRepeat(long ticks, ulong kind) => Requests.FindRepeat(ticks, kind);

    /// <summary>Takes a row of a kind that was met before; of the row itself time, log, status and numbers are enough.</summary>
    /// <param name="at">What <see cref="FindRepeat"/> told, 0 or more.</param>
    /// <param name="fact">The row, which <see cref="Tells"/>.</param>
    /// <returns>False when it is to be given to <see cref="Add"/> with all its columns.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAddRepeat(int at, in RequestFact fact) => Requests.TryAddRepeat(at, fact);

    /// <summary>Takes a row of a web log.</summary>
    /// <param name="fact">The row.</param>
    /// <param name="kind">What <see cref="FindRepeat"/> was asked for, or 0 for a row that is not to be remembered.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in RequestFact fact, ulong kind = 0) => Requests.Add(fact, kind);

    /// <summary>Takes a call of the web services, whose log names for whom it acts.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="caller">The account that is authenticated.</param>
    /// <param name="mailbox">The mailbox it acts for; empty when the log names none.</param>
    /// <param name="client">Address of the client.</param>
    public void AddService(RowSpot spot, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, ReadOnlySpan<byte> client) =>
        Requests.AddService(spot, caller, mailbox, client);

    /// <summary>Counts a row that could not be taken apart.</summary>
    public void Skip() => _stretch.Skip();

    /// <summary>Takes a process that a process of the web server started, or a file that it wrote.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="parent">Image of the web server's process.</param>
    /// <param name="thing">Image of the child, or the file.</param>
    /// <param name="commandLine">How it was started; "" for a file.</param>
    public void AddProcess(RowSpot spot, ReadOnlySpan<char> parent, ReadOnlySpan<char> thing, ReadOnlySpan<char> commandLine) =>
        _events.AddProcess(spot, parent, thing, commandLine);

    /// <summary>Takes a call of a cmdlet that was met before, by the bytes in which it is written.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="cmdlet">The cmdlet as the log writes it.</param>
    /// <param name="parameters">All its parameters as the log writes them.</param>
    /// <param name="key">By what <see cref="AddCmdlet"/> is to remember it.</param>
    /// <returns>False when it is not remembered: then each of its values has to be given to <see cref="AddCmdlet"/>, before anything else.</returns>
    public bool TryAddKnownCall(in RowSpot spot, ReadOnlySpan<byte> cmdlet, ReadOnlySpan<byte> parameters, out ulong key) =>
        _events.TryAddKnownCall(spot, cmdlet, parameters, out key);

    /// <summary>Takes a value that was given to a cmdlet.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="cmdlet">Name.</param>
    /// <param name="parameter">Name, without its dash.</param>
    /// <param name="value">The value.</param>
    /// <param name="call">What <see cref="TryAddKnownCall"/> told, or 0 for a call that is not to be remembered.</param>
    public void AddCmdlet(RowSpot spot, ReadOnlySpan<char> cmdlet, ReadOnlySpan<char> parameter, ReadOnlySpan<char> value, ulong call = 0) =>
        _events.AddCmdlet(spot, cmdlet, parameter, value, call);

    /// <summary>Counts a record of a started process, whoever started it, so that it is known on which days there are any.</summary>
    public void CountProcess(long ticks) => _stretch.DayOf(ticks).Processes++;

    /// <summary>Counts a record of a cmdlet.</summary>
    public void CountCmdlet(long ticks) => _stretch.DayOf(ticks).Cmdlets++;

    /// <summary>Takes a name that was met before, by the bytes in which it is written.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="written">The name as the log writes it.</param>
    /// <param name="form">In which way names are written there: equal bytes of two logs may be two names.</param>
    /// <param name="key">By what <see cref="AddName"/> is to remember it.</param>
    /// <returns>False when it is not remembered: then it has to be given to <see cref="AddName"/>.</returns>
    public bool TryAddKnownName(in RowSpot spot, ReadOnlySpan<byte> written, int form, out ulong key) =>
        Names.TryAddKnownName(spot, written, form, out key);

    /// <summary>Takes a name that was asked for.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="name">The name, with dots.</param>
    /// <param name="key">What <see cref="TryAddKnownName"/> told, or 0 for a name that is not to be remembered.</param>
    public void AddName(in RowSpot spot, ReadOnlySpan<char> name, ulong key = 0) => Names.AddName(spot, name, key);

    /// <summary>True for answers of which more than their number is kept: those that were not turned away.</summary>
    /// <param name="status">Status of HTTP.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Tells(int status) => status is (>= 200 and < 300) or (>= 500 and < 600);

    /// <summary>Whom an account name stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static CallerKind CallerOf(ReadOnlySpan<byte> user) =>
        user.IsEmpty || (user.Length == 1 && user[0] == (byte)'-') ? CallerKind.Nobody
        : user[^1] == (byte)'$' ? CallerKind.Machine
        : user.Contains((byte)'x') && user.IndexOf("HealthMailbox"u8) >= 0 ? CallerKind.Monitor
        : CallerKind.Person;

    /// <summary>True for this machine and private networks (RFC 1918, RFC 4193, link-local).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool IsInside(ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty || address[0] is (byte)':' or (byte)'-')
        {
            return true;
        }

        if (address.StartsWith("172."u8) && address.Length > 6 && address[6] == (byte)'.')
        {
            return ((address[4] - '0') * 10) + (address[5] - '0') is >= 16 and <= 31;
        }

        return address.StartsWith("10."u8) || address.StartsWith("192.168."u8) || address.StartsWith("127."u8) || address.StartsWith("169.254."u8)
            || (address.Contains((byte)':') && (address.StartsWith("fd"u8) || address.StartsWith("fc"u8) || address.StartsWith("fe80"u8)));
    }

    private RequestTally Requests => _requests ??= new RequestTally(_stretch);

    private NameTally Names => _names ??= new NameTally(_stretch);

    private void Forget()
    {
        _events.Forget();
        _requests?.Forget();
        _names?.Forget();
    }
}
