using System.Runtime.ExceptionServices;

namespace Reproduction.Kernels;

/// <summary>
/// Threads that share one kernel's work. What each part does is fixed by its number and the number of parts, never by who
/// comes first, so that equal seeds and threads give equal bits. Between kernels the threads watch for work a few
/// microseconds and then sleep: waking a thread through the kernel costs as much as a small layer.
/// </summary>
internal static class Team
{
    private static readonly Lock Busy = new();
    private static Worker[] workers = [];

    /// <summary>Does all parts of some work, and returns when they are done.</summary>
    /// <param name="parts">Number of parts, at least 1; part 0 is done on the caller's thread.</param>
    /// <param name="work">Does the part whose number it is given.</param>
    internal static void Run(int parts, Action<int> work)
    {
        if (parts == 1)
        {
            work(0);
            return;
        }
        // A second kernel at the same time, as specs may run, does its parts one after the other: same parts, same bits.
        if (!Busy.TryEnter())
        {
            for (var part = 0; part < parts; part++) work(part);
            return;
        }
        try
        {
            while (workers.Length < parts - 1) workers = [.. workers, new Worker(workers.Length + 1)];
            for (var i = 0; i < parts - 1; i++) workers[i].Begin(work);
            Exception? failure = null;
            try
            {
                work(0);
            }
            catch (Exception e)
            {
                failure = e;
            }
            for (var i = 0; i < parts - 1; i++) failure = workers[i].Finish() ?? failure;
            if (failure is not null) ExceptionDispatchInfo.Capture(failure).Throw();
        }
        finally
        {
            Busy.Exit();
        }
    }

    /// <summary>The first and the last-but-one of the items that a part does.</summary>
    /// <param name="items">How many there are.</param>
    /// <param name="part">The part.</param>
    /// <param name="parts">Number of parts.</param>
    internal static (int From, int To) Share(int items, int part, int parts) =>
        ((int)((long)items * part / parts), (int)((long)items * (part + 1) / parts));

    private sealed class Worker
    {
        private const int Watch = 200;

        private readonly Lock gate = new();
        private readonly SemaphoreSlim wake = new(0);
        private readonly int part;
        private Action<int> work = _ => { };
        private Exception? failure;
        private int begun;
        private int done;
        private int asleep;

        internal Worker(int part)
        {
            this.part = part;
            new Thread(Loop) { IsBackground = true, Name = $"kernels {part}" }.Start();
        }

        internal void Begin(Action<int> work)
        {
            this.work = work;
            Interlocked.Increment(ref begun);
            if (Interlocked.Exchange(ref asleep, 0) == 1) wake.Release();
        }

        internal Exception? Finish()
        {
            var spin = new SpinWait();
            var watched = 0;
            while (Volatile.Read(ref done) != begun)
            {
                if (++watched < Watch) Thread.SpinWait(8);
                else spin.SpinOnce(sleep1Threshold: -1);
            }
            return failure;
        }

        private void Loop()
        {
            while (true)
            {
                var watched = 0;
                while (Volatile.Read(ref begun) == done)
                {
                    if (++watched < Watch)
                    {
                        Thread.SpinWait(8);
                        continue;
                    }
                    // Whoever takes the flag back decides: either new work was seen here, or the beginner will wake.
                    Interlocked.Exchange(ref asleep, 1);
                    if (Volatile.Read(ref begun) == done || Interlocked.Exchange(ref asleep, 0) == 0) wake.Wait();
                }
                failure = null;
                try
                {
                    work(part);
                }
                catch (Exception e)
                {
                    failure = e;
                }
                Volatile.Write(ref done, done + 1);
            }
        }
    }
}
