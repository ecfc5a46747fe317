/* Stands for the icuuc.dll that Windows 10 has since 1703 and wine 10 has not. Qt is linked to these
   functions of it and asks for a converter only where text is in another encoding than UTF-8, UTF-16
   or Latin 1; here no converter is to be had.
   x86_64-w64-mingw32-gcc -O2 -shared -o icuuc.dll icuuc.c */
#define EXPORT __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4 };

static void refuse(int *error) { if (error) *error = FILE_ACCESS_ERROR; }

EXPORT void *ucnv_open(const char *name, int *error) { (void)name; refuse(error); return 0; }
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void ucnv_reset(void *converter) { (void)converter; }
EXPORT signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int number) { (void)number; return 0; }

EXPORT const char *ucnv_getName(const void *converter, int *error)
{ (void)converter; refuse(error); return 0; }

EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{ (void)name; (void)standard; refuse(error); return 0; }

EXPORT int ucnv_toUCountPending(const void *converter, int *error)
{ (void)converter; refuse(error); return 0; }

EXPORT int ucnv_fromUCountPending(const void *converter, int *error)
{ (void)converter; refuse(error); return 0; }

EXPORT void ucnv_fromUnicode(void *converter, char **to, const char *end, const void **from,
                             const void *last, int *offsets, signed char flush, int *error)
{ (void)converter; (void)to; (void)end; (void)from; (void)last; (void)offsets; (void)flush; refuse(error); }

EXPORT void ucnv_toUnicode(void *converter, void **to, const void *end, const char **from,
                           const char *last, int *offsets, signed char flush, int *error)
{ (void)converter; (void)to; (void)end; (void)from; (void)last; (void)offsets; (void)flush; refuse(error); }

/* Callbacks, which are handed to a converter or set in one: there is none. */
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_cbToUWriteUChars(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
