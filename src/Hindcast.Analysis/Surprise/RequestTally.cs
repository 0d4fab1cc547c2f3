using System.Runtime.CompilerServices;
using System.Text;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// Counts rows of web logs of a stretch. What runs for each row is compiled well from its first call on: most of a run is over before
/// it would be compiled a second time.
/// </summary>
internal sealed class RequestTally(TallyStretch stretch)
{
    /// <summary>Things found by one look instead of a search; powers of two.</summary>
    private const int LastForms = 1 << 13, LastClients = 1 << 12, LastRoutes = 1 << 10;

    /// <summary>Templates are counted in no day.</summary>
    private static readonly PathVolume NoVolume = new(RequestSource.FrontEnd, "");

    private readonly RecentTable<RequestForm> _lastForms = new(LastForms);
    private readonly RecentTable<RouteTrace> _lastRoutes = new(LastRoutes);
    private readonly RecentTable<ClientTrace> _lastClients = new(LastClients);
    private readonly TextMemory<RequestForm> _templates = new();
    private readonly TextMemory<string> _addresses = new();
    private readonly ReachTally _reaches = new(stretch);
    private readonly RepeatTable _repeats = new();

    /// <summary>Looks for a kind of rows; see <see cref="ProfileTally.FindRepeat"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FindRepeat(long ticks, ulong kind)
    {
        // A day that is left takes what repeats with it.
        stretch.DayOf(ticks);
        return _repeats.Find(kind);
    }

    /// <summary>Takes a row of a kind that was met; see <see cref="ProfileTally.TryAddRepeat"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryAddRepeat(int at, in RequestFact fact)
    {
        DayProfile day = stretch.DayOf(fact.Ticks);
        if (!_repeats.TryAdd(at, fact))
        {
            return false;
        }

        day.Requests[(int)fact.Source]++;
        return true;
    }

    /// <summary>Takes a row of a web log.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(in RequestFact fact, ulong kind)
    {
        DayProfile day = stretch.DayOf(fact.Ticks);
        day.Requests[(int)fact.Source]++;
        if (!ProfileTally.Tells(fact.Status))
        {
            return;
        }

        // What was met before lies scattered in memory. So it is asked for as early as its key is known, and the other hashes are made meanwhile.
        ulong client = KeyHash.Of(fact[fact.Client]);
        ClientTrace? known = fact.Source == RequestSource.BackEnd ? null : _lastClients.Find(client);
        CallerKind caller = ProfileTally.CallerOf(fact[fact.User]);
        bool inside = ProfileTally.IsInside(fact[fact.Client]);
        ulong alike = KeyHash.Mix(
            KeyHash.Quick(fact[fact.Stem]),
            ((ulong)fact.Source << 16) | ((ulong)caller << 8) | (inside ? 4u : 0) | (fact.Status < 300 ? 2u : 0));
        alike = KeyHash.Mix(alike, KeyHash.Quick(fact[fact.Agent]));
        alike = KeyHash.Mix(alike, KeyHash.Quick(fact[fact.Method]));
        if (fact.Source == RequestSource.Proxy)
        {
            alike = KeyHash.Mix(alike, KeyHash.Quick(RoutingHead(fact[fact.Routing], out bool holdsMore)) ^ (holdsMore ? 1u : 0));
        }
        else
        {
            alike = KeyHash.Mix(alike, KeyHash.Quick(RequestKind.QueryHead(fact[fact.Query])));
        }

        RequestForm? form = _lastForms.Find(alike);
        ReachTrace? reach = null;
        RouteTrace? route = null;
        if (fact is { Source: RequestSource.Proxy, Status: < 300 })
        {
            if (caller == CallerKind.Person && RoutingText.NamesMailbox(fact[fact.Routing]))
            {
                reach = _reaches.AddRouted(day, client, fact);
            }

            route = AddRoute(day, client, fact);
        }

        form ??= FormOf(alike, day, fact, caller, inside);
        if (form.Count++ == 0 || fact.StandsBefore(form.First))
        {
            form.First = fact.Spot;
        }

        form.LastTicks = Math.Max(form.LastTicks, fact.Ticks);
        form.Clients.Add(client);
        form.Volume.Add(fact, client);
        ClientTrace? trace = null;
        long postsUntil = long.MinValue;
        if (fact.Source != RequestSource.BackEnd)
        {
            trace = known ?? Client(day, client, fact, inside);
            postsUntil = AddClient(trace, fact, form, inside);
        }

        if (kind != 0)
        {
            _repeats.Put(
                new Repeat { Kind = kind, FirstTicks = fact.Ticks, PostsUntil = postsUntil, Volume = form.Volume },
                new RepeatedThings(form, client, trace, reach, route));
        }
    }

    /// <summary>Takes a call of the web services, whose log names for whom it acts.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="caller">The account that is authenticated.</param>
    /// <param name="mailbox">The mailbox it acts for; empty when the log names none.</param>
    /// <param name="client">Address of the client.</param>
    internal void AddService(RowSpot spot, ReadOnlySpan<byte> caller, ReadOnlySpan<byte> mailbox, ReadOnlySpan<byte> client)
    {
        DayProfile day = stretch.DayOf(spot.Ticks);
        day.ServiceCalls++;
        if (!mailbox.IsEmpty && ProfileTally.CallerOf(caller) is CallerKind.Person or CallerKind.Machine)
        {
            _reaches.AddService(day, spot, caller, mailbox, client);
        }
    }

    internal void Forget()
    {
        _repeats.Settle();
        _lastForms.Clear();
        _lastRoutes.Clear();
        _lastClients.Clear();
        _reaches.Forget();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RouteTrace? AddRoute(DayProfile day, ulong client, in RequestFact fact)
    {
        ReadOnlySpan<byte> host = RoutingText.Host(fact[fact.Routing]);
        host = host.IsEmpty ? RoutingText.Host(fact[fact.Cookie]) : host;
        if (fact.Hint.Length == 0 && host.IsEmpty)
        {
            return null;
        }

        ReadOnlySpan<byte> folder = RoutingText.FirstFolder(fact[fact.Stem]);
        ulong key = KeyHash.Mix(KeyHash.Mix(KeyHash.Quick(fact[fact.Hint]), KeyHash.Quick(folder)), KeyHash.Quick(host));
        RouteTrace trace = _lastRoutes.Find(key) ?? Route(day, key, fact[fact.Hint], folder, host);
        trace.Count++;
        if (trace.Count == 1 || fact.StandsBefore(trace.First))
        {
            trace.First = fact.Spot;
        }

        trace.LastTicks = Math.Max(trace.LastTicks, fact.Ticks);
        trace.Clients.Add(client);
        return trace;
    }

    private RouteTrace Route(DayProfile day, ulong key, ReadOnlySpan<byte> why, ReadOnlySpan<byte> folder, ReadOnlySpan<byte> host)
    {
        // Texts that differ in upper and lower case alone are one.
        string path = PathShape.Of(folder), hint = TallyText.Of(why), named = TallyText.Of(host).ToLowerInvariant();
        RouteTrace trace = DayProfile.Get(
            day.Routes, KeyHash.Mix(KeyHash.Mix(KeyHash.Of(hint), KeyHash.Of(path)), KeyHash.Of(named)), () => new RouteTrace(path, hint, named));
        _lastRoutes.Put(key, trace);
        stretch.Trim(day);
        return trace;
    }

    /// <summary>Counts a row of a client.</summary>
    /// <returns>From when on a row like it is none of the client's first posts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long AddClient(ClientTrace trace, in RequestFact fact, RequestForm form, bool inside)
    {
        trace.Requests++;
        trace.Posts += form.IsPost ? 1 : 0;
        trace.Parts += form is { IsStatic: true, IsPost: false } ? 1 : 0;
        trace.Paths |= form.PathBit;
        if (trace.StartsWith(fact))
        {
            trace.First = fact.Spot;
        }

        trace.LastTicks = Math.Max(trace.LastTicks, fact.Ticks);
        return form.IsPost && !inside ? trace.AddPost(fact.Source != RequestSource.FrontEnd, fact.Ticks) : long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ClientTrace Client(DayProfile day, ulong client, in RequestFact fact, bool inside)
    {
        if (!day.Clients.TryGetValue(client, out ClientTrace? trace))
        {
            day.Clients.Add(client, trace = new ClientTrace(AddressOf(client, fact[fact.Client]), inside) { First = fact.Spot });
            stretch.Trim(day);
        }

        _lastClients.Put(client, trace);
        return trace;
    }

    /// <summary>The text of an address, made once in the life of this tally.</summary>
    private string AddressOf(ulong client, ReadOnlySpan<byte> address) =>
        _addresses.Find(client) ?? _addresses.Keep(client, Encoding.UTF8.GetString(address[..Math.Min(address.Length, 64)]));

    /// <summary>The form of a row in the present day; its texts are made once in the life of this tally.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RequestForm FormOf(ulong alike, DayProfile day, in RequestFact fact, CallerKind caller, bool inside)
    {
        RequestForm template = _templates.Find(alike) ?? _templates.Keep(alike, Make(fact, caller, inside));
        if (!day.Forms.TryGetValue(template.Key, out RequestForm? form))
        {
            day.Forms.Add(template.Key, form = template.EmptyFor(day.VolumeOf(template.PathKey, template.Source, template.Path)));
            stretch.Trim(day);
        }

        _lastForms.Put(alike, form);
        return form;
    }

    private static RequestForm Make(in RequestFact fact, CallerKind caller, bool inside)
    {
        string path = PathShape.Of(fact[fact.Stem]);
        string agent = PathShape.OfAgent(fact[fact.Agent]);
        string method = Encoding.ASCII.GetString(fact[fact.Method][..Math.Min(fact.Method.Length, 20)]);
        string query = PathShape.OfQuery(RequestKind.QueryHead(fact[fact.Query]));
        string routing = Encoding.ASCII.GetString(RoutingHead(fact[fact.Routing], out bool holdsMore)) + (holdsMore ? "*" : "");
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
            PathBit = RequestForm.BitOf(pathKey),
            Volume = NoVolume,
            IsPost = RequestForm.Posts(method),
            IsStatic = PathShape.IsStatic(path),
        };
    }

    /// <summary>
    /// The kind of a routing value (<c>Smtp</c>, <c>ServerInfo</c>), and whether what follows holds marks of an address with a
    /// path: no name of a server, mailbox or version does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> RoutingHead(ReadOnlySpan<byte> routing, out bool holdsMore)
    {
        holdsMore = false;
        if (routing.IsEmpty)
        {
            return [];
        }

        int end = routing.IndexOf((byte)'~');
        holdsMore = routing[(end + 1)..].IndexOfAny("/?#]\\"u8) >= 0;
        return end < 0 ? [] : routing[..Math.Min(end, 40)];
    }
}
