using System.Runtime.InteropServices;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Makes the profile of one stretch of a log, row by row. Rows that are alike cost two hashes and two look-ups; texts are made
/// for the first of its kind only. Serves one thread, one stretch after the other.
/// </summary>
public sealed class ProfileTally
{
    private const int MaxTemplates = 1 << 16;

    /// <summary>Forms, and clients, found by one look instead of a search; powers of two.</summary>
    private const int LastForms = 1 << 13, LastClients = 1 << 11;

    /// <summary>Room that a new day gets at most before anything is in it.</summary>
    private const int MostReserved = 2048;
    private const int MaxText = 200;

    /// <summary>Traces found by one look instead of a search; a power of two.</summary>
    private const int LastKept = 1024;

    /// <summary>Names found by one look instead of a search, and names of which the parts are known from earlier stretches; powers of two.</summary>
    private const int LastNames = 1 << 13, NameForms = 1 << 16;

    /// <summary>Longest first label: no longer than a name that <see cref="DnsName"/> cuts.</summary>
    private const int MaxLabel = 256;

    /// <summary>Stands for names without a domain that is kept.</summary>
    private static readonly DomainTrace NoDomain = new("");

    /// <summary>Templates are counted in no day.</summary>
    private static readonly PathVolume NoVolume = new(RequestSource.FrontEnd, "");

    private readonly (ulong Alike, RequestForm? Form)[] _alike = new (ulong, RequestForm?)[LastForms];
    private readonly (ulong Key, RouteTrace Trace)[] _lastRoutes = new (ulong, RouteTrace)[LastKept];
    private readonly (ulong Key, ReachTrace Trace)[] _lastReaches = new (ulong, ReachTrace)[LastKept];
    private readonly (ulong Client, ClientTrace? Trace)[] _clients = new (ulong, ClientTrace?)[LastClients];
    private readonly NameCount[] _lastNames = new NameCount[LastNames];
    private readonly NameForm[] _nameForms = new NameForm[NameForms];
    private readonly Dictionary<ulong, RequestForm> _templates = [];
    private readonly Dictionary<ulong, string> _addresses = [];
    private readonly Dictionary<ulong, string> _domainTexts = [];
    private ServerProfile _profile = new(ProfileBound.MaxBytesOfStretch);
    private DayProfile? _day;
    private (int Forms, int Volumes, int Clients, int Domains) _room;
    private long _dayStart = -1;

    /// <summary>Ends the stretch and gives its profile; lines count from its start.</summary>
    public ServerProfile End()
    {
        ServerProfile done = _profile;
        _profile = new ServerProfile(ProfileBound.MaxBytesOfStretch);
        LeaveDay();
        (_day, _dayStart) = (null, -1);
        return done;
    }

    /// <summary>Takes a row of a web log.</summary>
    public void Add(in RequestFact fact)
    {
        DayProfile day = DayOf(fact.Ticks);
        day.Requests[(int)fact.Source]++;
        if (!Tells(fact.Status))
        {
            return;
        }

        ulong client = KeyHash.Of(fact.Client);
        CallerKind caller = CallerOf(fact.User);
        bool inside = IsInside(fact.Client);
        ulong routing = KeyHash.Quick(RoutingHead(fact.Routing, out bool holdsMore)) ^ (holdsMore ? 1u : 0);
        ulong alike = KeyHash.Mix(
            KeyHash.Quick(fact.Stem),
            ((ulong)fact.Source << 16) | ((ulong)caller << 8) | (inside ? 4u : 0) | (fact.Status < 300 ? 2u : 0));
        alike = KeyHash.Mix(alike, KeyHash.Quick(fact.Agent));
        alike = KeyHash.Mix(alike, KeyHash.Mix(KeyHash.Quick(fact.Method), KeyHash.Mix(KeyHash.Quick(QueryHead(fact.Query)), routing)));
        ref (ulong Alike, RequestForm? Form) last = ref _alike[alike & (LastForms - 1)];
        if (last.Form is not { } form || last.Alike != alike)
        {
            form = FormOf(alike, day, fact, caller, inside);
            last = (alike, form);
        }

        if (form.Count++ == 0)
        {
            form.First = Spot(fact);
        }
        else if (fact.Ticks < form.First.Ticks)
        {
            form.First = Spot(fact);
        }

        form.LastTicks = Math.Max(form.LastTicks, fact.Ticks);
        form.Clients.Add(client);
        form.Volume.Add(fact, client);
        AddClient(day, client, fact, form, inside);
        if (fact is { Source: RequestSource.Proxy, Status: < 300 })
        {
            AddRoute(day, client, fact);
            if (caller == CallerKind.Person && RoutingText.NamesMailbox(fact.Routing))
            {
                AddReach(day, client, fact);
            }
        }
    }

    /// <summary>Takes a call of the web services, whose log names for whom it acts.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="caller">The account that is authenticated.</param>
    /// <param name="mailbox">The mailbox it acts for; empty when the log names none.</param>
    /// <param name="client">Address of the client.</param>
    public void AddService(RowSpot spot, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, ReadOnlySpan<byte> client)
    {
        DayProfile day = DayOf(spot.Ticks);
        day.ServiceCalls++;
        if (!mailbox.IsEmpty && CallerOf(caller) is CallerKind.Person or CallerKind.Machine)
        {
            ulong key = PairKey(KeyHash.Of(caller), KeyHash.Of(mailbox), isService: true);
            ReachTrace trace = Last(_lastReaches, key) ?? Reach(day, key, caller, mailbox, isService: true);
            Count(trace, spot);
            trace.Clients.Add(KeyHash.Of(client));
        }
    }

    /// <summary>Counts a row that could not be taken apart.</summary>
    public void Skip() => _profile.SkippedRows++;

    /// <summary>Takes a process that a process of the web server started, or a file that it wrote.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="parent">Image of the web server's process.</param>
    /// <param name="thing">Image of the child, or the file.</param>
    /// <param name="commandLine">How it was started; "" for a file.</param>
    public void AddProcess(RowSpot spot, ReadOnlySpan<char> parent, ReadOnlySpan<char> thing, ReadOnlySpan<char> commandLine)
    {
        string name = FileName(thing).ToString().ToLowerInvariant();
        string kind = commandLine.IsEmpty ? "file in " + PathShape.Of(Encoding.UTF8.GetBytes(FolderOf(thing).ToString().Replace('\\', '/'))) + ": *" + EndingOf(name) : name;
        AddThing(spot, UnusualFamily.Process, kind, FileName(parent).ToString().ToLowerInvariant(), Cut(commandLine.IsEmpty ? thing : commandLine));
    }

    /// <summary>Takes a value that was given to a cmdlet.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="cmdlet">Name.</param>
    /// <param name="parameter">Name, without its dash.</param>
    /// <param name="value">The value.</param>
    public void AddCmdlet(RowSpot spot, ReadOnlySpan<char> cmdlet, ReadOnlySpan<char> parameter, ReadOnlySpan<char> value) =>
        AddThing(spot, UnusualFamily.Cmdlet, ValueForm.Of(value), Cut(cmdlet) + " -" + Cut(parameter), Cut(value));

    /// <summary>Counts a record of a started process, whoever started it, so that it is known on which days there are any.</summary>
    public void CountProcess(long ticks) => DayOf(ticks).Processes++;

    /// <summary>Counts a record of a cmdlet.</summary>
    public void CountCmdlet(long ticks) => DayOf(ticks).Cmdlets++;

    /// <summary>Takes a name that was met before, by the bytes in which it is written.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="written">The name as the log writes it.</param>
    /// <param name="form">In which way names are written there: equal bytes of two logs may be two names.</param>
    /// <param name="key">By what <see cref="AddName"/> is to remember it.</param>
    /// <returns>False when it is not remembered: then it has to be given to <see cref="AddName"/>.</returns>
    public bool TryAddKnownName(in RowSpot spot, ReadOnlySpan<byte> written, int form, out ulong key)
    {
        key = KeyHash.Quick(written) ^ (uint)form;
        DayProfile day = DayOf(spot.Ticks);
        ref NameCount last = ref _lastNames[key & (LastNames - 1)];
        if (last.Trace is null || last.Key != key)
        {
            ref readonly NameForm parts = ref _nameForms[key & (NameForms - 1)];
            if (parts.Key != key || (!parts.HasDomain ? NoDomain : day.Domains.GetValueOrDefault(parts.Domain)) is not { } trace)
            {
                return false;
            }

            if (parts.Odd is { } odd)
            {
                trace.AddOdd(odd);
            }

            Remember(key, trace);
        }

        // A row that may be earlier than all others gives the sample, so its text is wanted.
        if (spot.Ticks <= last.FirstTicks)
        {
            return false;
        }

        last.Count++;
        last.LastTicks = Math.Max(last.LastTicks, spot.Ticks);
        day.Queries++;
        return true;
    }

    /// <summary>Takes a name that was asked for.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="name">The name, with dots.</param>
    /// <param name="key">What <see cref="TryAddKnownName"/> told, or 0 for a name that is not to be remembered.</param>
    public void AddName(in RowSpot spot, ReadOnlySpan<char> name, ulong key = 0)
    {
        DayProfile day = DayOf(spot.Ticks);
        day.Queries++;
        if (!DnsName.TrySplit(name, out ReadOnlySpan<char> first, out ReadOnlySpan<char> domain))
        {
            _nameForms[key & (NameForms - 1)] = new NameForm(key, false, 0, null);
            Remember(key, NoDomain);
            return;
        }

        Span<char> lower = stackalloc char[MaxText + 3];
        ReadOnlySpan<char> registered = Lower(domain.Length <= MaxText ? domain : Cut(domain), lower);
        ulong domainKey = KeyHash.Of(MemoryMarshal.AsBytes(registered));
        ref DomainTrace? kept = ref CollectionsMarshal.GetValueRefOrAddDefault(day.Domains, domainKey, out bool isKnown);
        DomainTrace trace = kept ??= new DomainTrace(DomainText(domainKey, registered));
        if (trace.Queries++ == 0 || spot < trace.First)
        {
            (trace.First, trace.Sample) = (spot, Cut(name));
        }

        trace.LastTicks = Math.Max(trace.LastTicks, spot.Ticks);
        ulong? odd = null;
        if (DnsName.LooksLikeData(first))
        {
            Span<char> label = stackalloc char[MaxLabel];
            odd = KeyHash.Of(MemoryMarshal.AsBytes(Lower(first, label)));
            trace.AddOdd(odd.Value);
        }

        _nameForms[key & (NameForms - 1)] = new NameForm(key, true, domainKey, odd);
        Remember(key, trace);
        if (!isKnown)
        {
            Trim(day);
        }
    }

    /// <summary>True for answers of which more than their number is kept: those that were not turned away.</summary>
    /// <param name="status">Status of HTTP.</param>
    public static bool Tells(int status) => status is (>= 200 and < 300) or (>= 500 and < 600);

    internal static RowSpot Spot(in RequestFact fact) => new(fact.Ticks, new SourceLocation("", fact.OffsetBytes, fact.LengthBytes, fact.Line));

    /// <summary>Whom an account name stands for.</summary>
    internal static CallerKind CallerOf(ReadOnlySpan<byte> user) =>
        user.IsEmpty || (user.Length == 1 && user[0] == (byte)'-') ? CallerKind.Nobody
        : user[^1] == (byte)'$' ? CallerKind.Machine
        : user.Contains((byte)'x') && user.IndexOf("HealthMailbox"u8) >= 0 ? CallerKind.Monitor
        : CallerKind.Person;

    /// <summary>True for this machine and private networks (RFC 1918, RFC 4193, link-local).</summary>
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

    private void AddRoute(DayProfile day, ulong client, in RequestFact fact)
    {
        ReadOnlySpan<byte> host = RoutingText.Host(fact.Routing);
        host = host.IsEmpty ? RoutingText.Host(fact.Cookie) : host;
        if (fact.Hint.IsEmpty && host.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> folder = RoutingText.FirstFolder(fact.Stem);
        ulong key = KeyHash.Mix(KeyHash.Mix(KeyHash.Of(fact.Hint), KeyHash.Of(folder)), KeyHash.Of(host));
        RouteTrace? trace = Last(_lastRoutes, key);
        if (trace is null)
        {
            // Texts that differ in upper and lower case alone are one.
            string path = PathShape.Of(folder), hint = Text(fact.Hint), named = Text(host).ToLowerInvariant();
            trace = DayProfile.Get(
                day.Routes, KeyHash.Mix(KeyHash.Mix(KeyHash.Of(hint), KeyHash.Of(path)), KeyHash.Of(named)), () => new RouteTrace(path, hint, named));
            _lastRoutes[key & (LastKept - 1)] = (key, trace);
            Trim(day);
        }

        trace.Count++;
        trace.First = trace.First.Ticks == 0 || fact.Ticks < trace.First.Ticks ? Spot(fact) : trace.First;
        trace.LastTicks = Math.Max(trace.LastTicks, fact.Ticks);
        trace.Clients.Add(client);
    }

    private void AddReach(DayProfile day, ulong client, in RequestFact fact)
    {
        ulong key = PairKey(KeyHash.Of(fact.User), KeyHash.Of(fact.Routing), isService: false);
        ReachTrace trace = Last(_lastReaches, key) ?? Reach(day, key, fact.User, fact.Routing, isService: false);
        Count(trace, Spot(fact));
        trace.Clients.Add(client);
    }

    private ReachTrace Reach(DayProfile day, ulong key, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, bool isService)
    {
        string account = Text(caller), box = Text(mailbox);
        ulong own = PairKey(KeyHash.Of(account.ToUpperInvariant()), KeyHash.Of(box.ToUpperInvariant()), isService);
        ReachTrace trace = DayProfile.Get(day.Reaches, own, () => new ReachTrace(account, box, isService));
        _lastReaches[key & (LastKept - 1)] = (key, trace);
        Trim(day);
        return trace;
    }

    /// <summary>Mixed in one after the other: two equal hashes mixed with one another would give one key to all accounts at their own mailbox.</summary>
    private static ulong PairKey(ulong account, ulong mailbox, bool isService) => KeyHash.Mix(KeyHash.Mix(isService ? 1u : 2, account), mailbox);

    private static void Count(ReachTrace trace, RowSpot spot)
    {
        trace.Count++;
        trace.First = trace.First.Ticks == 0 || spot.Ticks < trace.First.Ticks ? spot : trace.First;
        trace.LastTicks = Math.Max(trace.LastTicks, spot.Ticks);
    }

    private static T? Last<T>((ulong Key, T Trace)[] table, ulong key)
        where T : class =>
        table[key & (LastKept - 1)] is { Trace: { } trace } last && last.Key == key ? trace : null;

    private void AddThing(RowSpot spot, UnusualFamily family, string kind, string subject, string sample)
    {
        DayProfile day = DayOf(spot.Ticks);
        ulong key = KeyHash.Mix(KeyHash.Mix(KeyHash.Of(kind), KeyHash.Of(subject)), (ulong)family);
        EventThing thing = DayProfile.Get(day.Things, key, () => new EventThing(family, kind, subject, sample));
        if (thing.Count++ == 0 || spot < thing.First)
        {
            (thing.First, thing.Sample) = (spot, sample);
        }

        thing.LastTicks = Math.Max(thing.LastTicks, spot.Ticks);
        Trim(day);
    }

    private void AddClient(DayProfile day, ulong client, in RequestFact fact, RequestForm form, bool inside)
    {
        if (fact.Source == RequestSource.BackEnd)
        {
            return;
        }

        ref (ulong Client, ClientTrace? Trace) last = ref _clients[client & (LastClients - 1)];
        if (last.Trace is not { } trace || last.Client != client)
        {
            if (!day.Clients.TryGetValue(client, out trace))
            {
                day.Clients.Add(client, trace = new ClientTrace(AddressOf(client, fact.Client), inside) { First = Spot(fact) });
                Trim(day);
            }

            last = (client, trace);
        }

        trace.Requests++;
        trace.Posts += form.IsPost ? 1 : 0;
        trace.Parts += form is { IsStatic: true, IsPost: false } ? 1 : 0;
        if (form.IsPost && !inside)
        {
            (fact.Source == RequestSource.FrontEnd ? trace.Posted ??= new EarliestTimes() : trace.PostedInProxy ??= new EarliestTimes()).Add(fact.Ticks);
        }

        trace.Paths |= form.PathBit;
        trace.First = fact.Ticks < trace.First.Ticks ? Spot(fact) : trace.First;
        trace.LastTicks = Math.Max(trace.LastTicks, fact.Ticks);
    }

    /// <summary>The text of a domain, made once in the life of this tally.</summary>
    private string DomainText(ulong key, ReadOnlySpan<char> domain)
    {
        if (!_domainTexts.TryGetValue(key, out string? text))
        {
            if (_domainTexts.Count >= MaxTemplates)
            {
                _domainTexts.Clear();
            }

            _domainTexts.Add(key, text = domain.ToString());
        }

        return text;
    }

    /// <summary>Names that are cut hold letters of ASCII alone.</summary>
    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> text, Span<char> lower)
    {
        Ascii.ToLower(text, lower, out int written);
        return lower[..written];
    }

    private void Remember(ulong key, DomainTrace trace)
    {
        if (key != 0)
        {
            ref NameCount last = ref _lastNames[key & (LastNames - 1)];
            last.Leave();
            last = new NameCount { Key = key, Trace = trace, FirstTicks = ReferenceEquals(trace, NoDomain) ? long.MinValue : trace.First.Ticks };
        }
    }

    private void Trim(DayProfile day)
    {
        if (_profile.Trim(day))
        {
            Forget();
        }
    }

    /// <summary>Forgets what was looked up: it may no longer be in the day.</summary>
    private void Forget()
    {
        Array.Clear(_alike);
        Array.Clear(_lastRoutes);
        Array.Clear(_lastReaches);
        Array.Clear(_clients);
        foreach (ref NameCount name in _lastNames.AsSpan())
        {
            name.Leave();
        }

        Array.Clear(_lastNames);
    }

    /// <summary>The text of an address, made once in the life of this tally.</summary>
    private string AddressOf(ulong client, ReadOnlySpan<byte> address)
    {
        if (!_addresses.TryGetValue(client, out string? text))
        {
            if (_addresses.Count >= MaxTemplates)
            {
                _addresses.Clear();
            }

            _addresses.Add(client, text = Encoding.UTF8.GetString(address[..Math.Min(address.Length, 64)]));
        }

        return text;
    }

    /// <summary>The form of a row in the present day; its texts are made once in the life of this tally.</summary>
    private RequestForm FormOf(ulong alike, DayProfile day, in RequestFact fact, CallerKind caller, bool inside)
    {
        if (!_templates.TryGetValue(alike, out RequestForm? template))
        {
            if (_templates.Count >= MaxTemplates)
            {
                _templates.Clear();
            }

            _templates.Add(alike, template = Make(fact, caller, inside));
        }

        if (!day.Forms.TryGetValue(template.Key, out RequestForm? form))
        {
            day.Forms.Add(template.Key, form = template.EmptyFor(day.VolumeOf(template.PathKey, template.Source, template.Path)));
            Trim(day);
        }

        return form;
    }

    private static RequestForm Make(in RequestFact fact, CallerKind caller, bool inside)
    {
        string path = PathShape.Of(fact.Stem);
        string agent = PathShape.OfAgent(fact.Agent);
        string method = Encoding.ASCII.GetString(fact.Method[..Math.Min(fact.Method.Length, 20)]);
        string query = PathShape.OfQuery(QueryHead(fact.Query));
        string routing = Encoding.ASCII.GetString(RoutingHead(fact.Routing, out bool holdsMore)) + (holdsMore ? "*" : "");
        bool answered = fact.Status < 500;
        ulong pathKey = KeyHash.Mix(KeyHash.Of(path), (ulong)fact.Source);
        ulong key = KeyHash.Mix(pathKey, ((ulong)caller << 8) | (inside ? 2u : 0) | (answered ? 1u : 0));
        foreach (string part in (ReadOnlySpan<string>)[method, agent, query, routing])
        {
            key = KeyHash.Mix(key, KeyHash.Of(part));
        }

        return new RequestForm
        {
            Source = fact.Source,
            Method = method,
            Path = path,
            IsAnswered = answered,
            Caller = caller,
            IsInside = inside,
            Agent = agent,
            QueryHead = query,
            Routing = routing,
            Key = key,
            PathKey = pathKey,
            Volume = NoVolume,
            IsPost = RequestForm.Posts(method),
            IsStatic = PathShape.IsStatic(path),
        };
    }

    private DayProfile DayOf(long ticks)
    {
        long into = ticks - _dayStart;
        if (_day is null || into < 0 || into >= TimeSpan.TicksPerDay)
        {
            int number = (int)(ticks / TimeSpan.TicksPerDay);
            LeaveDay();
            _day = _profile.Day(number);
            _day.Reserve(_room);
            _dayStart = number * TimeSpan.TicksPerDay;
        }

        return _day;
    }

    /// <summary>Forgets the forms of the day, and keeps how much room it took: the next stretch is likely to be of the same kind.</summary>
    private void LeaveDay()
    {
        Forget();
        if (_day is not null)
        {
            (int forms, int volumes, int clients, int domains) = _day.Held;
            _room = (Math.Min(forms, MostReserved), Math.Min(volumes, MostReserved), Math.Min(clients, MostReserved), Math.Min(domains, DayProfile.MaxDomains));
        }
    }

    /// <summary>The start of a query up to its first value, where it tells calls apart.</summary>
    private static ReadOnlySpan<byte> QueryHead(ReadOnlySpan<byte> query)
    {
        if (query.IsEmpty || (query.Length == 1 && query[0] == (byte)'-'))
        {
            return [];
        }

        int end = query.IndexOfAny((byte)'=', (byte)'&');
        return end < 0 ? query : query[..end];
    }

    /// <summary>
    /// The kind of a routing value (<c>Smtp</c>, <c>ServerInfo</c>), and whether what follows holds marks of an address with a
    /// path: no name of a server, mailbox or version does.
    /// </summary>
    private static ReadOnlySpan<byte> RoutingHead(ReadOnlySpan<byte> routing, out bool holdsMore)
    {
        int end = routing.IndexOf((byte)'~');
        holdsMore = routing[(end + 1)..].IndexOfAny("/?#]\\"u8) >= 0;
        return end < 0 ? [] : routing[..Math.Min(end, 40)];
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxText)]);

    private static string Cut(ReadOnlySpan<char> text) => text.Length <= MaxText ? text.ToString() : text[..MaxText].ToString() + "...";

    private static ReadOnlySpan<char> FileName(ReadOnlySpan<char> path) => path[(path.LastIndexOfAny('\\', '/') + 1)..];

    private static ReadOnlySpan<char> FolderOf(ReadOnlySpan<char> path) => path[..Math.Max(0, path.LastIndexOfAny('\\', '/'))];

    private static string EndingOf(string name) => name.LastIndexOf('.') is >= 0 and int dot ? name[dot..] : "";

    /// <summary>What is known of a name from its text alone.</summary>
    /// <param name="Key">Hash of the bytes in which it is written; 0 for none.</param>
    /// <param name="HasDomain">False for a name that is not kept.</param>
    /// <param name="Domain">Hash of its registered domain.</param>
    /// <param name="Odd">Hash of its first label when that looks like data.</param>
    private readonly record struct NameForm(ulong Key, bool HasDomain, ulong Domain, ulong? Odd);

    /// <summary>Rows of a name that its domain has yet to be told of: so that a row touches one place in memory.</summary>
    private struct NameCount
    {
        internal ulong Key;
        internal DomainTrace? Trace;
        internal long FirstTicks;
        internal long LastTicks;
        internal long Count;

        internal readonly void Leave()
        {
            if (Count > 0 && Trace is { } trace && !ReferenceEquals(trace, NoDomain))
            {
                trace.Queries += Count;
                trace.LastTicks = Math.Max(trace.LastTicks, LastTicks);
            }
        }
    }
}
