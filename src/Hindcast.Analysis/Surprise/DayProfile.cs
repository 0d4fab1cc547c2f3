using System.Runtime.InteropServices;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// What happened on one UTC day, in bounded memory. Where there is more than fits, the things with the smallest hashes stay:
/// so the result is the same whatever the order in which parts are put together. How much fits also depends on the other days
/// of the profile (<see cref="ProfileBound"/>).
/// </summary>
internal sealed class DayProfile
{
    internal const int MaxForms = 8192, MaxClients = 8192, MaxThings = 2048, MaxDomains = 4096, MaxRoutes = 1024, MaxReaches = 8192;

    internal Dictionary<ulong, RequestForm> Forms { get; } = [];

    internal Dictionary<ulong, PathVolume> Volumes { get; } = [];

    internal Dictionary<ulong, ClientTrace> Clients { get; } = [];

    internal Dictionary<ulong, EventThing> Things { get; } = [];

    internal Dictionary<ulong, DomainTrace> Domains { get; } = [];

    internal Dictionary<ulong, RouteTrace> Routes { get; } = [];

    internal Dictionary<ulong, ReachTrace> Reaches { get; } = [];

    /// <summary>Rows of requests, by <see cref="RequestSource"/>, those that were turned away too.</summary>
    internal long[] Requests { get; } = new long[3];

    /// <summary>Records of started processes, whoever started them.</summary>
    internal long Processes { get; set; }

    internal long Cmdlets { get; set; }

    internal long Queries { get; set; }

    /// <summary>Rows of the web services' own log.</summary>
    internal long ServiceCalls { get; set; }

    /// <summary>There were more pairs of account and mailbox than are kept.</summary>
    internal bool AreReachesCut { get; private set; }

    /// <summary>Something did not fit.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Makes room, so that the tables need not grow step by step.</summary>
    internal void Reserve((int Forms, int Volumes, int Clients, int Domains) room)
    {
        Domains.EnsureCapacity(room.Domains);
        Forms.EnsureCapacity(room.Forms);
        Volumes.EnsureCapacity(room.Volumes);
        Clients.EnsureCapacity(room.Clients);
    }

    /// <summary>What it holds.</summary>
    internal (int Forms, int Volumes, int Clients, int Domains) Held => (Forms.Count, Volumes.Count, Clients.Count, Domains.Count);

    /// <summary>Things in all tables.</summary>
    internal int Count => Forms.Count + Volumes.Count + Clients.Count + Things.Count + Domains.Count + Routes.Count + Reaches.Count;

    /// <summary>Adds another day; what it holds may pass over to this one, so it is used no more.</summary>
    /// <param name="other">The other day.</param>
    /// <param name="file">Evidence path of the file that it is of.</param>
    /// <param name="lines">Lines of the file before it.</param>
    /// <param name="most">How many forms it may hold; the other tables in proportion.</param>
    internal void Add(DayProfile other, string file, long lines, int most = MaxForms)
    {
        for (int i = 0; i < Requests.Length; i++)
        {
            Requests[i] += other.Requests[i];
        }

        Processes += other.Processes;
        Cmdlets += other.Cmdlets;
        Queries += other.Queries;
        ServiceCalls += other.ServiceCalls;
        AreReachesCut |= other.AreReachesCut;
        IsCut |= other.IsCut;
        Reserve(other.Held);
        foreach ((ulong key, PathVolume volume) in other.Volumes)
        {
            ref PathVolume? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Volumes, key, out bool isKnown);
            if (isKnown)
            {
                own!.Add(volume, file, lines);
            }
            else
            {
                (own = volume).MoveTo(file, lines);
            }
        }

        foreach ((ulong key, RequestForm form) in other.Forms)
        {
            form.First = form.First.In(file, lines);
            ref RequestForm? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Forms, key, out bool isKnown);
            if (isKnown)
            {
                own!.Count += form.Count;
                own.First = form.First < own.First ? form.First : own.First;
                own.LastTicks = Math.Max(own.LastTicks, form.LastTicks);
                own.Clients.Add(form.Clients);
            }
            else
            {
                (own = form).Volume = VolumeOf(form.PathKey, form.Source, form.Path);
            }
        }

        foreach ((ulong key, ClientTrace client) in other.Clients)
        {
            ref ClientTrace? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Clients, key, out bool isKnown);
            if (isKnown)
            {
                own!.Add(client, file, lines);
            }
            else
            {
                own = client;
                own.First = client.First.In(file, lines);
            }
        }

        foreach ((ulong key, EventThing thing) in other.Things)
        {
            Get(Things, key, () => new EventThing(thing.Family, thing.Kind, thing.Subject, thing.Sample)).Add(thing, file, lines);
        }

        foreach ((ulong key, DomainTrace domain) in other.Domains)
        {
            ref DomainTrace? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Domains, key, out bool isKnown);
            if (isKnown)
            {
                own!.Add(domain, file, lines);
            }
            else
            {
                (own = domain).MoveTo(file, lines);
            }
        }

        foreach ((ulong key, RouteTrace route) in other.Routes)
        {
            ref RouteTrace? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Routes, key, out bool isKnown);
            if (isKnown)
            {
                own!.Add(route, file, lines);
            }
            else
            {
                own = route;
                own.First = route.First.In(file, lines);
            }
        }

        foreach ((ulong key, ReachTrace reach) in other.Reaches)
        {
            ref ReachTrace? own = ref CollectionsMarshal.GetValueRefOrAddDefault(Reaches, key, out bool isKnown);
            if (isKnown)
            {
                own!.Add(reach, file, lines);
            }
            else
            {
                own = reach;
                own.First = reach.First.In(file, lines);
            }
        }

        if (Trim(1, most) && most < MaxForms)
        {
            ReleaseRoom();
        }
    }

    /// <summary>Puts the places of a stretch into its file. For a day of which nothing was dropped: then each form has its path's volume.</summary>
    internal void MoveTo(string file, long lines)
    {
        foreach (PathVolume volume in Volumes.Values)
        {
            volume.MoveTo(file, lines);
        }

        foreach (RequestForm form in Forms.Values)
        {
            form.First = form.First.In(file, lines);
        }

        foreach (ClientTrace client in Clients.Values)
        {
            client.First = client.First.In(file, lines);
        }

        foreach (EventThing thing in Things.Values)
        {
            thing.First = thing.First.In(file, lines);
        }

        foreach (DomainTrace domain in Domains.Values)
        {
            domain.MoveTo(file, lines);
        }

        foreach (RouteTrace route in Routes.Values)
        {
            route.First = route.First.In(file, lines);
        }

        foreach (ReachTrace reach in Reaches.Values)
        {
            reach.First = reach.First.In(file, lines);
        }
    }

    /// <summary>Gives back the room in the tables that is no longer needed.</summary>
    internal void ReleaseRoom()
    {
        Forms.TrimExcess();
        Volumes.TrimExcess();
        Clients.TrimExcess();
        Things.TrimExcess();
        Domains.TrimExcess();
        Routes.TrimExcess();
        Reaches.TrimExcess();
    }

    internal PathVolume VolumeOf(ulong key, RequestSource source, string path) => Get(Volumes, key, () => new PathVolume(source, path));

    /// <summary>Brings the tables back to their limits once they are over them by a factor.</summary>
    /// <param name="factor">How far a table may be over its limit.</param>
    /// <param name="most">How many forms it may hold; the other tables in proportion.</param>
    /// <returns>True when something was dropped.</returns>
    internal bool Trim(int factor, int most = MaxForms)
    {
        int Limit(int all) => (int)((long)all * most / MaxForms);

        // All are asked: each table has its own limit.
        bool reachesCut = Trim(Reaches, Limit(MaxReaches), factor);
        AreReachesCut |= reachesCut;
        bool cut = reachesCut | Trim(Routes, Limit(MaxRoutes), factor) | Trim(Forms, most, factor) | Trim(Volumes, most, factor) | Trim(Clients, Limit(MaxClients), factor)
            | Trim(Things, Limit(MaxThings), factor) | Trim(Domains, Limit(MaxDomains), factor);
        IsCut |= cut;
        return cut;
    }

    /// <summary>About how many bytes of memory it holds. Texts that several things share are counted once.</summary>
    /// <param name="texts">Texts that were counted; null to count each as often as it is met.</param>
    internal long EstimateBytes(HashSet<string>? texts)
    {
        // Objects with their place in a table, as measured on .NET 10.
        const int FormBytes = 420, VolumeBytes = 716, ClientBytes = 300, ThingBytes = 260, DomainBytes = 320, NameBytes = 64, RouteBytes = 260, ReachBytes = 260;
        long bytes = ((long)Forms.Count * FormBytes) + ((long)Volumes.Count * VolumeBytes) + ((long)Clients.Count * ClientBytes) + ((long)Things.Count * ThingBytes)
            + ((long)Domains.Count * DomainBytes) + ((long)Routes.Count * RouteBytes) + ((long)Reaches.Count * ReachBytes);
        foreach (RequestForm form in Forms.Values)
        {
            bytes += Text(form.Path) + Text(form.Agent) + Text(form.QueryHead);
        }

        foreach (PathVolume volume in Volumes.Values)
        {
            bytes += Text(volume.Path);
        }

        foreach (ClientTrace client in Clients.Values)
        {
            bytes += Text(client.Address) + client.Posted.HeapBytes + client.PostedInProxy.HeapBytes;
        }

        foreach (EventThing thing in Things.Values)
        {
            bytes += Text(thing.Kind) + Text(thing.Subject) + Text(thing.Sample);
        }

        foreach (DomainTrace domain in Domains.Values)
        {
            bytes += Text(domain.Domain) + Text(domain.Sample) + ((long)domain.OddNames.Length * NameBytes);
        }

        foreach (RouteTrace route in Routes.Values)
        {
            bytes += Text(route.Hint) + Text(route.Host);
        }

        foreach (ReachTrace reach in Reaches.Values)
        {
            bytes += Text(reach.Caller) + Text(reach.Mailbox);
        }

        return bytes;

        long Text(string text) => texts is null || texts.Add(text) ? 24 + (2L * text.Length) : 0;
    }

    internal static T Get<T>(Dictionary<ulong, T> table, ulong key, Func<T> make)
    {
        if (!table.TryGetValue(key, out T? value))
        {
            table.Add(key, value = make());
        }

        return value;
    }

    private static bool Trim<T>(Dictionary<ulong, T> table, int most, int factor)
    {
        if (table.Count <= most * factor)
        {
            return false;
        }

        foreach (ulong key in table.Keys.Order().Skip(most).ToArray())
        {
            table.Remove(key);
        }

        return true;
    }
}
