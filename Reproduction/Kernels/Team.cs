using System.Runtime.ExceptionServices;

namespace Reproduction.Kernels;

/// <summary>
/// Threads that share one kernel's work. What each part does is fixed by its number and the number of parts; who does it is
/// not, so that equal seeds and threads give equal bits even where the machine has better things to do, and a part whose
/// thread is late is done by another. Between kernels the threads watch for work for a moment and then sleep: waking a
/// thread costs as much as a small layer.
/// </summary>
internal static class Team
{
    // Some tens of microseconds, and half a millisecond, of pauses of a quarter of a microsecond.
    private const int WorkerWatch = 200;
    private const int CallerWatch = 2_000;
    private const int Pause = 8;

    private static readonly Lock Busy = new();
    private static Worker[] workers = [];

    /// <summary>Does all parts of some work, and returns when they are done.</summary>
    /// <param name="parts">Number of parts, at least 1.</param>
    /// <param name="work">Does the part whose number it is given.</param>
    internal static void Run(int parts, Action<int> work)
    {
        // A second kernel at the same time, as specs may run, does its parts one after the other: same parts, same bits.
        if (parts == 1 || !Busy.TryEnter())
        {
            for (var part = 0; part < parts; part++) work(part);
            return;
        }
        try
        {
            while (workers.Length < parts - 1) workers = [.. workers, new Worker(workers.Length + 1)];
            var job = new Job(parts, work);
            for (var i = 0; i < parts - 1; i++) workers[i].Offer(job);
            job.Work();
            job.Wait();
        }
        finally
        {
            Busy.Exit();
        }
    }

    /// <summary>Does all parts of some work on images, each part its share of them, some images at a time.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="group">Images at a time.</param>
    /// <param name="parts">Number of parts, at least 1.</param>
    /// <param name="work">Takes the part, the first image and the number of images.</param>
    internal static void RunGroups(int images, int group, int parts, Action<int, int, int> work) => Run(parts, part =>
    {
        var (from, to) = Share(images, part, parts);
        for (var first = from; first < to; first += group) work(part, first, Math.Min(group, to - first));
    });

    /// <summary>The first of the items that a part does, and the one after its last.</summary>
    /// <param name="items">How many there are.</param>
    /// <param name="part">The part.</param>
    /// <param name="parts">Number of parts.</param>
    internal static (int From, int To) Share(int items, int part, int parts) =>
        ((int)((long)items * part / parts), (int)((long)items * (part + 1) / parts));

    private sealed class Job(int parts, Action<int> work)
    {
        private readonly int parts = parts;
        private readonly object sleep = new();
        private Exception? failure;
        private int taken;
        private int done;
        private int callerSleeps;

        internal void Work()
        {
            for (var part = Interlocked.Increment(ref taken) - 1; part < parts; part = Interlocked.Increment(ref taken) - 1)
            {
                try
                {
                    work(part);
                }
                catch (Exception e)
                {
                    Volatile.Write(ref failure, e);
                }
                if (Interlocked.Increment(ref done) == parts && Volatile.Read(ref callerSleeps) == 1)
                    lock (sleep) Monitor.Pulse(sleep);
            }
        }

        internal void Wait()
        {
            for (var watched = 0; Volatile.Read(ref done) != parts && watched < CallerWatch; watched++) Thread.SpinWait(Pause);
            if (Volatile.Read(ref done) != parts)
            {
                lock (sleep)
                {
                    Interlocked.Exchange(ref callerSleeps, 1);
                    while (Volatile.Read(ref done) != parts) Monitor.Wait(sleep);
                }
            }
            if (Volatile.Read(ref failure) is { } e) ExceptionDispatchInfo.Capture(e).Throw();
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process.")]
    private sealed class Worker
    {
        private readonly SemaphoreSlim wake = new(0);
        private Job? offered;
        private int asleep;

        internal Worker(int number) => new Thread(Loop) { IsBackground = true, Name = $"kernels {number}" }.Start();

        internal void Offer(Job job)
        {
            Interlocked.Exchange(ref offered, job);
            if (Interlocked.Exchange(ref asleep, 0) == 1) wake.Release();
        }

        private void Loop()
        {
            while (true)
            {
                Job? job;
                var watched = 0;
                while ((job = Interlocked.Exchange(ref offered, null)) is null)
                {
                    while (Volatile.Read(ref offered) is null && ++watched < WorkerWatch) Thread.SpinWait(Pause);
                    if (Volatile.Read(ref offered) is not null) continue;
                    // Whoever takes the flag back decides: either a job was seen here after all, or whoever offers one wakes.
                    Interlocked.Exchange(ref asleep, 1);
                    if (Volatile.Read(ref offered) is null || Interlocked.Exchange(ref asleep, 0) == 0) wake.Wait();
                    watched = 0;
                }
                job.Work();
            }
        }
    }
}
